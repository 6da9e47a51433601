/**
 * ZeroMQ sockets as Reactive Streams publishers and subscribers.
 *
 * <p>Three nouns, always in this order: a {@link ZmqContext} owns event loops; an immutable spec
 * describes a socket; {@code open()} makes it live.
 *
 * <table>
 * <caption>The types of this package</caption>
 * <tr><th scope="row">begin here</th>
 *     <td>{@link ZmqContext}, which makes the specs</td></tr>
 * <tr><th scope="row">pipeline</th>
 *     <td>{@link PushSpec} and {@link PushSocket}, {@link PullSpec} and {@link PullSocket};
 *         of single frames {@link ScatterSpec} and {@link ScatterSocket},
 *         {@link GatherSpec} and {@link GatherSocket}</td></tr>
 * <tr><th scope="row">publish-subscribe</th>
 *     <td>{@link PubSpec} and {@link PubSocket}, {@link SubSpec} and {@link SubSocket};
 *         with subscriptions as messages {@link XPubSpec} and {@link XPubSocket},
 *         {@link XSubSpec} and {@link XSubSocket};
 *         by group {@link RadioSpec} and {@link RadioSocket},
 *         {@link DishSpec} and {@link DishSocket}</td></tr>
 * <tr><th scope="row">request-reply</th>
 *     <td>{@link ReqSpec} and {@link ReqSocket}, {@link RepSpec} and {@link RepSocket};
 *         asynchronous {@link DealerSpec} and {@link DealerSocket},
 *         {@link RouterSpec} and {@link RouterSocket};
 *         of single frames {@link ClientSpec} and {@link ClientSocket},
 *         {@link ServerSpec} and {@link ServerSocket}</td></tr>
 * <tr><th scope="row">exclusive pair</th>
 *     <td>{@link PairSpec} and {@link PairSocket};
 *         of single frames {@link ChannelSpec} and {@link ChannelSocket}</td></tr>
 * <tr><th scope="row">peer-to-peer</th>
 *     <td>{@link PeerSpec} and {@link PeerSocket}</td></tr>
 * <tr><th scope="row">raw TCP</th>
 *     <td>{@link StreamSpec} and {@link StreamSocket}</td></tr>
 * <tr><th scope="row">raw UDP</th>
 *     <td>{@link DgramSpec} and {@link DgramSocket}</td></tr>
 * <tr><th scope="row">what sockets share</th>
 *     <td>{@link SocketSpec}, {@link ZmqSocket}, {@link ZmqEndpoint}, {@link ZmqDisposable};
 *         {@link SendingSocket}, {@link ReceivingSocket}, {@link RoutingSocket},
 *         {@link ReplyingSocket}</td></tr>
 * <tr><th scope="row">options: backpressure</th>
 *     <td>{@link SendOptions}, {@link ReceiveOptions}, {@link CreditOptions},
 *         {@link ConflateOptions}</td></tr>
 * <tr><th scope="row">options: replies</th>
 *     <td>{@link ReplyOptions}</td></tr>
 * <tr><th scope="row">options: connections</th>
 *     <td>{@link TcpOptions}, {@link IpcOptions}, {@link WebSocketOptions},
 *         {@link HeartbeatOptions}, {@link ReconnectOptions} with {@link ReconnectStop}</td></tr>
 * <tr><th scope="row">options: safety</th>
 *     <td>{@link SecurityOptions}, {@link LimitOptions}</td></tr>
 * <tr><th scope="row">options: topics</th>
 *     <td>{@link TopicOptions}, {@link SubscribeOptions}, {@link PubOptions},
 *         {@link FanOutOptions}, {@link InvertMatchingOptions},
 *         {@link OnlyFirstSubscribeOptions}</td></tr>
 * <tr><th scope="row">options: routing ids</th>
 *     <td>{@link RoutingIdOptions}, {@link ProbeOptions}</td></tr>
 * <tr><th scope="row">options: automatic messages</th>
 *     <td>{@link HelloOptions}, {@link DisconnectOptions}, {@link HiccupOptions}</td></tr>
 * <tr><th scope="row">values</th>
 *     <td>{@link ZmqMessage} and {@link ZmqCodec}, {@link JacksonCodec},
 *         {@link DataBufferCodec}; {@link RoutedMessage} with its {@link RoutingId},
 *         {@link GroupMessage}, {@link DatagramMessage}; {@link RoutedValue},
 *         {@link GroupValue}; {@link SocketType}, {@link ProtocolVersion}, {@link PeerMetadata},
 *         {@link IpcProcess}, {@link PeerNotice}, {@link TopicOverflow}</td></tr>
 * <tr><th scope="row">monitoring</th>
 *     <td>{@link SocketEvent}, {@link SocketMetrics}, {@link PeerMetrics};
 *         {@link ZmqMetrics};
 *         {@link ObservationOptions}, {@link ZmqObservationContext},
 *         {@link ZmqObservationConvention}</td></tr>
 * <tr><th scope="row">loops of others</th>
 *     <td>{@link PolledMessages}, {@link OfferedMessages}</td></tr>
 * <tr><th scope="row">servers of others</th>
 *     <td>{@link ZmqWebSocketRoute}</td></tr>
 * <tr><th scope="row">proxies</th>
 *     <td>{@link ZmqProxy}, {@link ProxySpec}, {@link ProxyMetrics}</td></tr>
 * <tr><th scope="row">security</th>
 *     <td>{@link ZapHandler}; keys and authenticators are in {@link reactor.zmtp.security}</td></tr>
 * <tr><th scope="row">errors</th>
 *     <td>{@link ZmqException}, the root of all others: {@link InvalidEndpointException},
 *         {@link BindException} and {@link AddressInUseException};
 *         {@link AuthenticationException}, {@link ProtocolException};
 *         {@link UnroutableException}, {@link NoReplyException}, {@link HandlerTimeoutException};
 *         {@link TopicOverflowException};
 *         {@link UndecodableMessageException};
 *         {@link AlreadyReceivingException}, {@link DisposedException}</td></tr>
 * </table>
 *
 * @serial exclude
 */
@NullMarked
package reactor.zmtp;

import org.jspecify.annotations.NullMarked;
