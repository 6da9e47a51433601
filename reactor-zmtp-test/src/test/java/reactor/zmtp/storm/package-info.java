/**
 * The storm: sockets of every type whose users do at random, from inside every callback, what users
 * do, while connections are cut; and a model of what is right under all of that. {@link
 * reactor.zmtp.storm.Storm} tells one seed from its beginning to its end, {@link
 * reactor.zmtp.storm.Rule} what is checked.
 */
package reactor.zmtp.storm;
