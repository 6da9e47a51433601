/*
 * libzmq's part of the comparison: the same roles, arguments and output lines as the programs in Java.
 *
 *   libzmq_peer ROLE ENDPOINT SIZE COUNT WARM_UP_NANOS MEASURED_NANOS
 *
 * Default options, one I/O thread, and of the calls of its stable API the fastest: throughput is sent from one buffer
 * that libzmq need not copy (zmq_send_const) and received into one reused message (zmq_msg_recv).
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <zmq.h>

#define MAX_SAMPLES (1 << 21)
#define SILENCE_NANOS 100000000LL
#define WARM_PAUSE_NANOS 100000LL
#define GRACE_SECONDS 60
#define OUTSTANDING 64
#define TOPIC_LENGTH 8

struct plan
{
    const char *role;
    const char *endpoint;
    size_t size;
    int count;
    int64_t warm_up;
    int64_t measured;
};

static void *context;
static void *socket_;
static char *payload;

static void check (int ok, const char *what)
{
    if (!ok) {
        fprintf (stderr, "%s: %s\n", what, zmq_strerror (errno));
        exit (1);
    }
}

static int64_t now (void)
{
    struct timespec t;
    clock_gettime (CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void pause_until (int64_t deadline)
{
    struct timespec t = {deadline / 1000000000LL, deadline % 1000000000LL};
    while (clock_nanosleep (CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL) == EINTR)
        ;
}

/* The keys of libzmq's documentation, which everybody knows. */
#define SERVER_PUBLIC "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7"
#define SERVER_SECRET "JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6"
#define CLIENT_PUBLIC "Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID"
#define CLIENT_SECRET "D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs"

static void set_key (int option, const char *key)
{
    check (zmq_setsockopt (socket_, option, key, 41) == 0, "a CURVE key");
}

static void protect (const struct plan *plan)
{
    int yes = 1;
    if (strcmp (plan->role, "decrypt") == 0) {
        check (zmq_setsockopt (socket_, ZMQ_CURVE_SERVER, &yes, sizeof yes) == 0, "ZMQ_CURVE_SERVER");
        set_key (ZMQ_CURVE_SECRETKEY, SERVER_SECRET);
    } else if (strcmp (plan->role, "encrypt") == 0) {
        set_key (ZMQ_CURVE_SERVERKEY, SERVER_PUBLIC);
        set_key (ZMQ_CURVE_PUBLICKEY, CLIENT_PUBLIC);
        set_key (ZMQ_CURVE_SECRETKEY, CLIENT_SECRET);
    }
}

static void open_socket (int type, const struct plan *plan, int binds)
{
    if (context == NULL)
        context = zmq_ctx_new ();
    check (context != NULL, "zmq_ctx_new");
    socket_ = zmq_socket (context, type);
    check (socket_ != NULL, "zmq_socket");
    /* Beyond a mark libzmq loses subscriptions. */
    int none = 0;
    if (strcmp (plan->role, "match") == 0)
        check (zmq_setsockopt (socket_, ZMQ_RCVHWM, &none, sizeof none) == 0, "ZMQ_RCVHWM");
    if (strcmp (plan->role, "choose") == 0)
        check (zmq_setsockopt (socket_, ZMQ_SNDHWM, &none, sizeof none) == 0, "ZMQ_SNDHWM");
    protect (plan);
    if (!binds) {
        check (zmq_connect (socket_, plan->endpoint) == 0, "zmq_connect");
        return;
    }
    check (zmq_bind (socket_, plan->endpoint) == 0, "zmq_bind");
    char real[256];
    size_t length = sizeof real;
    check (zmq_getsockopt (socket_, ZMQ_LAST_ENDPOINT, real, &length) == 0, "ZMQ_LAST_ENDPOINT");
    printf ("endpoint %s\n", real);
    fflush (stdout);
}

/* Throughput. The clock is read once in `batch` messages: about once a megabyte, at most every 1024 messages. */

static int64_t batch, left, warm_at, started, messages;

static void meter (const struct plan *plan)
{
    batch = (1 << 20) / (int64_t) plan->size;
    batch = batch < 1 ? 1 : batch > 1024 ? 1024 : batch;
    left = batch;
}

static void batch_complete (const struct plan *plan)
{
    left = batch;
    int64_t t = now ();
    if (warm_at == 0)
        warm_at = t + plan->warm_up;
    else if (started != 0) {
        messages += batch;
        if (t - started >= plan->measured) {
            printf ("result rate=%.3f messages=%lld\n", messages * 1e9 / (double) (t - started),
                    (long long) messages);
            fflush (stdout);
            _exit (0);
        }
    } else if (t >= warm_at)
        started = t;
}

static inline void count (const struct plan *plan)
{
    if (--left == 0)
        batch_complete (plan);
}

static void receive (const struct plan *plan)
{
    meter (plan);
    open_socket (ZMQ_PULL, plan, 1);
    zmq_msg_t message;
    zmq_msg_init (&message);
    for (;;) {
        check (zmq_msg_recv (&message, socket_, 0) == (int) plan->size, "zmq_msg_recv");
        count (plan);
    }
}

static void send_forever (const struct plan *plan)
{
    open_socket (ZMQ_PUSH, plan, 0);
    for (;;)
        check (zmq_send_const (socket_, payload, plan->size, 0) >= 0, "zmq_send");
}

/* Latency. */

static int64_t *samples;
static size_t sampled;

static int compare (const void *a, const void *b)
{
    int64_t x = *(const int64_t *) a, y = *(const int64_t *) b;
    return x < y ? -1 : x > y;
}

static double percentile (double p)
{
    size_t rank = (size_t) (p / 100 * (double) sampled);
    return (double) samples[rank < sampled ? rank : sampled - 1];
}

static void report_latency (void)
{
    qsort (samples, sampled, sizeof *samples, compare);
    printf ("result p50=%.0f p99=%.0f p99.9=%.0f samples=%zu\n", percentile (50), percentile (99),
            percentile (99.9), sampled);
    fflush (stdout);
    _exit (0);
}

static void echo (const struct plan *plan, int type)
{
    open_socket (type, plan, 1);
    for (;;) {
        check (zmq_recv (socket_, payload, plan->size, 0) >= 0, "zmq_recv");
        check (zmq_send (socket_, payload, plan->size, 0) >= 0, "zmq_send");
    }
}

static void ping (const struct plan *plan, int type)
{
    open_socket (type, plan, 0);
    for (;;) {
        int64_t sent = now ();
        check (zmq_send (socket_, payload, plan->size, 0) >= 0, "zmq_send");
        check (zmq_recv (socket_, payload, plan->size, 0) >= 0, "zmq_recv");
        int64_t t = now ();
        if (warm_at == 0)
            warm_at = t + plan->warm_up;
        if (t < warm_at)
            continue;
        samples[sampled++] = t - sent;
        if (t - warm_at >= plan->measured || sampled == MAX_SAMPLES)
            report_latency ();
    }
}

static void listen_ (const struct plan *plan)
{
    open_socket (ZMQ_PULL, plan, 1);
    size_t expected = (size_t) (plan->measured / SILENCE_NANOS);
    expected = expected < 1 ? 1 : expected;
    while (sampled < expected) {
        int64_t sent;
        check (zmq_recv (socket_, payload, plan->size, 0) >= 0, "zmq_recv");
        int64_t t = now ();
        memcpy (&sent, payload, sizeof sent);
        if (sent != 0)
            samples[sampled++] = t - sent;
    }
    report_latency ();
}

static void pulse (const struct plan *plan)
{
    open_socket (ZMQ_PUSH, plan, 0);
    int64_t warm_at = now () + plan->warm_up;
    for (;;) {
        int64_t t = now ();
        int warming = t < warm_at;
        pause_until (t + (warming ? WARM_PAUSE_NANOS : SILENCE_NANOS));
        int64_t stamp = warming ? 0 : now ();
        memcpy (payload, &stamp, sizeof stamp);
        check (zmq_send (socket_, payload, plan->size, 0) >= 0, "zmq_send");
    }
}

/* Routing. */

static void route (const struct plan *plan)
{
    open_socket (ZMQ_ROUTER, plan, 1);
    zmq_msg_t id, body;
    zmq_msg_init (&id);
    zmq_msg_init (&body);
    for (;;) {
        check (zmq_msg_recv (&id, socket_, 0) >= 0, "zmq_msg_recv");
        check (zmq_msg_recv (&body, socket_, 0) >= 0, "zmq_msg_recv");
        check (zmq_msg_send (&id, socket_, ZMQ_SNDMORE) >= 0, "zmq_msg_send");
        check (zmq_msg_send (&body, socket_, 0) >= 0, "zmq_msg_send");
    }
}

static void deal (const struct plan *plan)
{
    meter (plan);
    open_socket (ZMQ_DEALER, plan, 0);
    zmq_msg_t message;
    zmq_msg_init (&message);
    for (int i = 0; i < OUTSTANDING; i++)
        check (zmq_send_const (socket_, payload, plan->size, 0) >= 0, "zmq_send");
    for (;;) {
        check (zmq_msg_recv (&message, socket_, 0) >= 0, "zmq_msg_recv");
        check (zmq_send_const (socket_, payload, plan->size, 0) >= 0, "zmq_send");
        count (plan);
    }
}

/* Publishing. */

static void publish (const struct plan *plan)
{
    open_socket (ZMQ_PUB, plan, 1);
    for (;;)
        check (zmq_send_const (socket_, payload, plan->size, 0) >= 0, "zmq_send");
}

static void subscribe (const struct plan *plan)
{
    meter (plan);
    zmq_pollitem_t *items = calloc ((size_t) plan->count, sizeof *items);
    for (int i = 0; i < plan->count; i++) {
        open_socket (ZMQ_SUB, plan, 0);
        check (zmq_setsockopt (socket_, ZMQ_SUBSCRIBE, "", 0) == 0, "ZMQ_SUBSCRIBE");
        items[i].socket = socket_;
        items[i].events = ZMQ_POLLIN;
    }
    zmq_msg_t message;
    zmq_msg_init (&message);
    for (;;) {
        check (zmq_poll (items, plan->count, -1) >= 0, "zmq_poll");
        for (int i = 0; i < plan->count; i++)
            if (items[i].revents & ZMQ_POLLIN)
                for (int n = 0; n < 1000 && zmq_msg_recv (&message, items[i].socket, ZMQ_DONTWAIT) >= 0; n++)
                    count (plan);
    }
}

/* Matching: topics of 8 bytes; those with an even number are subscribed to. */

static void topic (char *to, int number)
{
    char text[TOPIC_LENGTH + 8];
    snprintf (text, sizeof text, "t%06d.", number % 1000000);
    memcpy (to, text, TOPIC_LENGTH);
}

/* An XPUB, because that one can tell when all topics are subscribed to. */
static void match (const struct plan *plan)
{
    open_socket (ZMQ_XPUB, plan, 1);
    zmq_msg_t message;
    zmq_msg_init (&message);
    for (int i = 0; i < plan->count; i++)
        check (zmq_msg_recv (&message, socket_, 0) >= 0, "zmq_msg_recv");
    int all = 2 * plan->count;
    char *payloads = calloc ((size_t) all, plan->size);
    for (int i = 0; i < all; i++)
        topic (payloads + (size_t) i * plan->size, i);
    for (int i = 0;; i = i + 1 == all ? 0 : i + 1)
        check (zmq_send_const (socket_, payloads + (size_t) i * plan->size, plan->size, 0) >= 0, "zmq_send");
}

static void choose (const struct plan *plan)
{
    open_socket (ZMQ_SUB, plan, 0);
    char wanted[TOPIC_LENGTH];
    for (int i = 0; i < plan->count; i++) {
        topic (wanted, 2 * i);
        check (zmq_setsockopt (socket_, ZMQ_SUBSCRIBE, wanted, sizeof wanted) == 0, "ZMQ_SUBSCRIBE");
    }
    meter (plan);
    zmq_msg_t message;
    zmq_msg_init (&message);
    for (;;) {
        check (zmq_msg_recv (&message, socket_, 0) >= 0, "zmq_msg_recv");
        count (plan);
    }
}

int main (int argc, char **argv)
{
    if (argc == 2 && strcmp (argv[1], "version") == 0) {
        int major, minor, patch;
        zmq_version (&major, &minor, &patch);
        printf ("%d.%d.%d\n", major, minor, patch);
        return 0;
    }
    if (argc != 7) {
        fprintf (stderr, "usage: %s ROLE ENDPOINT SIZE COUNT WARM_UP_NANOS MEASURED_NANOS\n", argv[0]);
        return 2;
    }
    struct plan plan = {argv[1], argv[2], strtoul (argv[3], NULL, 10), atoi (argv[4]), atoll (argv[5]), atoll (argv[6])};
    payload = calloc (1, plan.size);
    samples = malloc (sizeof *samples * MAX_SAMPLES);
    /* Whatever becomes of the harness, nothing is left running. */
    alarm ((unsigned) ((plan.warm_up + plan.measured) / 1000000000LL) + GRACE_SECONDS);

    if (strcmp (plan.role, "receive") == 0)
        receive (&plan);
    else if (strcmp (plan.role, "decrypt") == 0)
        receive (&plan);
    else if (strcmp (plan.role, "send") == 0 || strcmp (plan.role, "encrypt") == 0)
        send_forever (&plan);
    else if (strcmp (plan.role, "echo") == 0)
        echo (&plan, ZMQ_PAIR);
    else if (strcmp (plan.role, "ping") == 0)
        ping (&plan, ZMQ_PAIR);
    else if (strcmp (plan.role, "listen") == 0)
        listen_ (&plan);
    else if (strcmp (plan.role, "pulse") == 0)
        pulse (&plan);
    else if (strcmp (plan.role, "reply") == 0)
        echo (&plan, ZMQ_REP);
    else if (strcmp (plan.role, "request") == 0)
        ping (&plan, ZMQ_REQ);
    else if (strcmp (plan.role, "route") == 0)
        route (&plan);
    else if (strcmp (plan.role, "deal") == 0)
        deal (&plan);
    else if (strcmp (plan.role, "publish") == 0)
        publish (&plan);
    else if (strcmp (plan.role, "subscribe") == 0)
        subscribe (&plan);
    else if (strcmp (plan.role, "match") == 0)
        match (&plan);
    else if (strcmp (plan.role, "choose") == 0)
        choose (&plan);
    fprintf (stderr, "no role \"%s\"\n", plan.role);
    return 2;
}
