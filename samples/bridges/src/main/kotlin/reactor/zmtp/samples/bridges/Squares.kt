package reactor.zmtp.samples.bridges

import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.reactive.asFlow
import kotlinx.coroutines.reactor.asFlux
import kotlinx.coroutines.reactor.awaitSingleOrNull
import reactor.zmtp.PullSocket
import reactor.zmtp.PushSocket
import reactor.zmtp.ZmqMessage

/** Takes numbers and sends their squares; completes with the numbers. */
suspend fun sendSquares(numbers: PullSocket, squares: PushSocket) {
    val computed = numbers.receive().asFlow()
        .buffer(4) // no more are taken than these
        .map { square(it.text().toLong()) }
    squares.send(computed.asFlux()).awaitSingleOrNull()
}

private suspend fun square(number: Long): ZmqMessage {
    delay(1) // stands for a suspending call
    return ZmqMessage.of("${number * number}")
}
