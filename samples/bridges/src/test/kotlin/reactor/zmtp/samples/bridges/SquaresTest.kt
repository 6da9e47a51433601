package reactor.zmtp.samples.bridges

import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.launch
import kotlinx.coroutines.reactive.asFlow
import kotlinx.coroutines.reactor.awaitSingle
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import reactor.core.publisher.Flux
import reactor.zmtp.PullSocket
import reactor.zmtp.PullSpec
import reactor.zmtp.PushSpec
import reactor.zmtp.ZmqContext
import reactor.zmtp.ZmqMessage
import reactor.zmtp.test.ZmqTest
import java.util.concurrent.atomic.AtomicInteger

/** Coroutines and flows over sockets. */
@ZmqTest
class SquaresTest {

    @Test
    fun `a flow goes through a suspending function from socket to socket`(
        numbers: PullSocket, squares: PullSocket, zmq: ZmqContext,
    ) = runBlocking {
        val push = zmq.push().connect(squares.address()).open().awaitSingle()
        val work = launch { sendSquares(numbers, push) }
        zmq.push().connect(numbers.address()).send(numbers(1..100)).subscribe()

        val received = withTimeout(20_000) {
            squares.receive().asFlow().map { it.text().toInt() }.take(100).toList()
        }

        assertThat(received).isEqualTo((1..100).map { it * it })
        work.cancel()
        push.dispose()
    }

    @Test
    fun `a slow collector takes no more than its buffer`(pulls: PullSpec, pushes: PushSpec) = runBlocking {
        val taken = AtomicInteger()
        val pull = pulls.receiveHighWaterMark(5).bind("tcp://127.0.0.1:*").openNow()
        val push = pushes.sendHighWaterMark(5).connect(pull.address()).openNow()
        val sent = push.send(numbers(1..10_000).doOnNext { taken.incrementAndGet() }).subscribe()
        var collected = 0
        var ahead = 0

        pull.receive().asFlow().buffer(4).take(200).collect {
            delay(1)
            ahead = maxOf(ahead, taken.get() - collected)
            collected++
        }

        assertThat(ahead).isBetween(10, 5 + 5 + 4 + 1) // both marks, the buffer, and what is in hand
        sent.dispose()
        pull.dispose()
        push.dispose()
    }

    private fun numbers(range: IntRange) = Flux.fromIterable(range).map { ZmqMessage.of("$it") }
}
