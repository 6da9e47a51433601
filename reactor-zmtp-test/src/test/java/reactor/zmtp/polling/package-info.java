/** Integrations that have a loop of their own: what is polled, what is offered, what is left. */
package reactor.zmtp.polling;
