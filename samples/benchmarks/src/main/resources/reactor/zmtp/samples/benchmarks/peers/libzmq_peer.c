/*
 * libzmq's part of the comparison: the same roles, arguments and output lines as the programs in Java.
 *
 *   libzmq_peer ROLE[,ROLE] ENDPOINT SECURITY SIZE COUNT WARM_UP_NANOS MEASURED_NANOS
 *
 * Default options, one I/O thread, and of the calls of its stable API the fastest: throughput is sent from one buffer
 * that libzmq need not copy (zmq_send_const) and received into one reused message (zmq_msg_recv).
 */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>
#include <zmq.h>

#define MAX_SAMPLES (1 << 21)
#define SILENCE_NANOS 100000000LL
#define WARM_PAUSE_NANOS 100000LL
#define GRACE_SECONDS 60
#define OUTSTANDING 64
#define TOPIC_LENGTH 8
#define AT_ONCE 64
#define SLOT_NANOS 20000000LL
#define READING 5
#define START_BATCH 256

struct plan
{
    const char *role;
    const char *endpoint;
    const char *security;
    size_t size;
    int count;
    int64_t warm_up;
    int64_t measured;
};

static void *context;
/* Of each role's thread. */
static __thread void *socket_;
static __thread char *payload;

static void check (int ok, const char *what)
{
    if (!ok) {
        fprintf (stderr, "%s: %s\n", what, zmq_strerror (errno));
        exit (1);
    }
}

/* Whoever listens may still want to know what processor time this process has had. */
static void end (void)
{
    fflush (stdout);
    while (getchar () != EOF)
        ;
    _exit (0);
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

static void set_text (int option, const char *text)
{
    check (zmq_setsockopt (socket_, option, text, strlen (text)) == 0, "a user name or a password");
}

/* What checks user names: without it nobody is let in. */
static void *let_in (void *authenticator)
{
    for (;;) {
        char request_id[256], frame[256];
        int length = 0, n = 0, more = 1;
        for (; more; n++) {
            size_t size = sizeof more;
            int got = zmq_recv (authenticator, n == 1 ? request_id : frame, 255, 0);
            if (got < 0)
                return NULL;
            length = n == 1 ? got : length;
            zmq_getsockopt (authenticator, ZMQ_RCVMORE, &more, &size);
        }
        zmq_send (authenticator, "1.0", 3, ZMQ_SNDMORE);
        zmq_send (authenticator, request_id, (size_t) length, ZMQ_SNDMORE);
        zmq_send (authenticator, "200", 3, ZMQ_SNDMORE);
        zmq_send (authenticator, "OK", 2, ZMQ_SNDMORE);
        zmq_send (authenticator, "reader", 6, ZMQ_SNDMORE);
        zmq_send (authenticator, "", 0, 0);
    }
}

static void protect (const struct plan *plan, int binds)
{
    int yes = 1;
    if (strcmp (plan->security, "curve") == 0 && binds) {
        check (zmq_setsockopt (socket_, ZMQ_CURVE_SERVER, &yes, sizeof yes) == 0, "ZMQ_CURVE_SERVER");
        set_key (ZMQ_CURVE_SECRETKEY, SERVER_SECRET);
    } else if (strcmp (plan->security, "curve") == 0) {
        set_key (ZMQ_CURVE_SERVERKEY, SERVER_PUBLIC);
        set_key (ZMQ_CURVE_PUBLICKEY, CLIENT_PUBLIC);
        set_key (ZMQ_CURVE_SECRETKEY, CLIENT_SECRET);
    } else if (strcmp (plan->security, "plain") == 0 && binds) {
        void *authenticator = zmq_socket (context, ZMQ_REP);
        check (zmq_bind (authenticator, "inproc://zeromq.zap.01") == 0, "ZAP");
        pthread_t thread;
        pthread_create (&thread, NULL, let_in, authenticator);
        check (zmq_setsockopt (socket_, ZMQ_PLAIN_SERVER, &yes, sizeof yes) == 0, "ZMQ_PLAIN_SERVER");
    } else if (strcmp (plan->security, "plain") == 0) {
        set_text (ZMQ_PLAIN_USERNAME, "reader");
        set_text (ZMQ_PLAIN_PASSWORD, "secret");
    }
}

static void open_socket (int type, const struct plan *plan, int binds)
{
    socket_ = zmq_socket (context, type);
    check (socket_ != NULL, "zmq_socket");
    /* Beyond a mark libzmq loses subscriptions. */
    int none = 0;
    if (strcmp (plan->role, "match") == 0)
        check (zmq_setsockopt (socket_, ZMQ_RCVHWM, &none, sizeof none) == 0, "ZMQ_RCVHWM");
    if (strcmp (plan->role, "choose") == 0)
        check (zmq_setsockopt (socket_, ZMQ_SNDHWM, &none, sizeof none) == 0, "ZMQ_SNDHWM");
    if (strcmp (plan->role, "broadcast") == 0) {
        int yes = 1;
        check (zmq_setsockopt (socket_, ZMQ_XPUB_NODROP, &yes, sizeof yes) == 0, "ZMQ_XPUB_NODROP");
    }
    protect (plan, binds);
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

static void meter (const struct plan *plan, int64_t most)
{
    batch = (1 << 20) / (int64_t) plan->size;
    batch = batch < 1 ? 1 : batch > most ? most : batch;
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
            end ();
        }
    } else if (t >= warm_at) {
        started = t;
        printf ("measuring\n");
        fflush (stdout);
    }
}

static inline void count (const struct plan *plan)
{
    if (--left == 0)
        batch_complete (plan);
}

static void receive (const struct plan *plan)
{
    meter (plan, 1024);
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
    end ();
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
        if (!started) {
            started = t;
            printf ("measuring\n");
            fflush (stdout);
            continue;
        }
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
    meter (plan, 1024);
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

/* Several sockets that count together. */
static void count_all (const struct plan *plan, int type)
{
    meter (plan, 1024);
    zmq_pollitem_t *items = calloc ((size_t) plan->count, sizeof *items);
    for (int i = 0; i < plan->count; i++) {
        open_socket (type, plan, 0);
        if (type == ZMQ_SUB)
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
    snprintf (text, sizeof text, "t%07d", number % 10000000);
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
    meter (plan, 1024);
    zmq_msg_t message;
    zmq_msg_init (&message);
    for (;;) {
        check (zmq_msg_recv (&message, socket_, 0) >= 0, "zmq_msg_recv");
        count (plan);
    }
}

/* Connections: what a crowd of peers costs that comes twice. */

static int64_t resident (void)
{
    long total = 0, pages = 0;
    FILE *statm = fopen ("/proc/self/statm", "r");
    if (statm == NULL)
        return 0;
    if (fscanf (statm, "%ld %ld", &total, &pages) != 2)
        pages = 0;
    fclose (statm);
    return (int64_t) pages * 4096;
}

static void host (const struct plan *plan)
{
    int64_t before = resident (), cold = 0, taken = 0;
    open_socket (ZMQ_ROUTER, plan, 1);
    zmq_msg_t id;
    zmq_msg_init (&id);
    for (int arrived = 1;; arrived++) {
        check (zmq_msg_recv (&id, socket_, 0) >= 0, "zmq_msg_recv");
        check (zmq_recv (socket_, payload, plan->size, 0) >= 0, "zmq_recv");
        int64_t began;
        memcpy (&began, payload, sizeof began);
        began = (int64_t) __builtin_bswap64 ((uint64_t) began); /* a crowd in Java sent it */
        int64_t took = now () - began;
        if (arrived == plan->count) {
            cold = took;
            taken = (resident () - before) / plan->count;
        } else if (arrived == 2 * plan->count) {
            printf ("result cold=%lld warm=%lld resident=%lld\n", (long long) cold, (long long) took,
                    (long long) taken);
            end ();
        }
        check (zmq_msg_send (&id, socket_, ZMQ_SNDMORE) >= 0, "zmq_msg_send");
        check (zmq_send (socket_, payload, plan->size, 0) >= 0, "zmq_send");
    }
}

/* Handshakes: each socket leaves with the answer to its only message. */

static void arrive (const struct plan *plan, zmq_pollitem_t *item)
{
    int none = 0;
    open_socket (ZMQ_DEALER, plan, 0);
    check (zmq_setsockopt (socket_, ZMQ_LINGER, &none, sizeof none) == 0, "ZMQ_LINGER");
    check (zmq_send (socket_, payload, plan->size, 0) >= 0, "zmq_send");
    item->socket = socket_;
    item->events = ZMQ_POLLIN;
}

static void visit (const struct plan *plan)
{
    meter (plan, AT_ONCE);
    zmq_pollitem_t items[AT_ONCE] = {{0}};
    for (int i = 0; i < AT_ONCE; i++)
        arrive (plan, &items[i]);
    for (;;) {
        check (zmq_poll (items, AT_ONCE, -1) >= 0, "zmq_poll");
        for (int i = 0; i < AT_ONCE; i++)
            if (items[i].revents & ZMQ_POLLIN) {
                check (zmq_recv (items[i].socket, payload, plan->size, 0) >= 0, "zmq_recv");
                check (zmq_close (items[i].socket) == 0, "zmq_close");
                count (plan);
                arrive (plan, &items[i]);
            }
    }
}

/* Cold start: from the start of the sending process until messages flow at 90 % of the rate in the end. */

static int64_t process_start (void)
{
    char stat[1024] = "";
    FILE *file = fopen ("/proc/self/stat", "r");
    check (file != NULL && fread (stat, 1, sizeof stat - 1, file) > 0, "/proc/self/stat");
    fclose (file);
    char *field = strrchr (stat, ')');
    for (int i = 2; i < 22 && field != NULL; i++)
        field = strchr (field + 1, ' ');
    return field == NULL ? now () : atoll (field + 1) * 10000000LL;
}

static void begin (const struct plan *plan)
{
    int64_t start = process_start ();
    memcpy (payload, &start, sizeof start);
    send_forever (plan);
}

static void await (const struct plan *plan)
{
    open_socket (ZMQ_PULL, plan, 1);
    size_t slots = (size_t) ((plan->warm_up + plan->measured) / SLOT_NANOS);
    size_t last = (size_t) (plan->measured / SLOT_NANOS);
    int64_t *counts = calloc (slots + 1, sizeof *counts);
    zmq_msg_t message;
    zmq_msg_init (&message);
    for (int left = 1;;) {
        check (zmq_msg_recv (&message, socket_, 0) >= 0, "zmq_msg_recv");
        if (--left > 0)
            continue;
        left = START_BATCH;
        int64_t began;
        memcpy (&began, zmq_msg_data (&message), sizeof began);
        size_t slot = (size_t) ((now () - began) / SLOT_NANOS);
        if (slot >= slots)
            break;
        counts[slot] += START_BATCH;
    }
    int64_t steady = 0;
    for (size_t i = slots - last; i < slots; i++)
        steady += counts[i];
    double enough = 0.9 * READING * (double) steady / (double) last;
    int64_t reading = 0;
    size_t at = 0;
    for (; at < slots; at++) {
        reading += counts[at] - (at < READING ? 0 : counts[at - READING]);
        if (reading > 0 && (double) reading >= enough)
            break;
    }
    printf ("result start=%lld\n", (long long) (at + 1) * SLOT_NANOS);
    end ();
}

static void *play (void *of)
{
    const struct plan *plan = of;
    const char *role = plan->role;
    payload = calloc (1, plan->size);
    if (strcmp (role, "receive") == 0)
        receive (plan);
    else if (strcmp (role, "send") == 0)
        send_forever (plan);
    else if (strcmp (role, "echo") == 0)
        echo (plan, ZMQ_PAIR);
    else if (strcmp (role, "ping") == 0)
        ping (plan, ZMQ_PAIR);
    else if (strcmp (role, "listen") == 0)
        listen_ (plan);
    else if (strcmp (role, "pulse") == 0)
        pulse (plan);
    else if (strcmp (role, "reply") == 0)
        echo (plan, ZMQ_REP);
    else if (strcmp (role, "request") == 0)
        ping (plan, ZMQ_REQ);
    else if (strcmp (role, "route") == 0)
        route (plan);
    else if (strcmp (role, "deal") == 0)
        deal (plan);
    else if (strcmp (role, "publish") == 0 || strcmp (role, "broadcast") == 0)
        publish (plan);
    else if (strcmp (role, "subscribe") == 0)
        count_all (plan, ZMQ_SUB);
    else if (strcmp (role, "collect") == 0)
        count_all (plan, ZMQ_PULL);
    else if (strcmp (role, "match") == 0)
        match (plan);
    else if (strcmp (role, "choose") == 0)
        choose (plan);
    else if (strcmp (role, "host") == 0)
        host (plan);
    else if (strcmp (role, "visit") == 0)
        visit (plan);
    else if (strcmp (role, "await") == 0)
        await (plan);
    else if (strcmp (role, "begin") == 0)
        begin (plan);
    fprintf (stderr, "no role \"%s\"\n", role);
    exit (2);
}

/* As many files as this process may have. */
static void raise_files (void)
{
    struct rlimit files;
    if (getrlimit (RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        setrlimit (RLIMIT_NOFILE, &files);
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
    if (argc != 8) {
        fprintf (stderr, "usage: %s ROLE[,ROLE] ENDPOINT SECURITY SIZE COUNT WARM_UP_NANOS MEASURED_NANOS\n", argv[0]);
        return 2;
    }
    struct plan plan = {argv[1], argv[2], argv[3], strtoul (argv[4], NULL, 10), atoi (argv[5]), atoll (argv[6]), atoll (argv[7])};
    samples = malloc (sizeof *samples * MAX_SAMPLES);
    raise_files ();
    context = zmq_ctx_new ();
    check (context != NULL, "zmq_ctx_new");
    /* Whatever becomes of the harness, nothing is left running. */
    alarm ((unsigned) ((plan.warm_up + plan.measured) / 1000000000LL) + GRACE_SECONDS);
    struct plan first = plan;
    char *comma = strchr (argv[1], ',');
    if (comma != NULL) {
        *comma = '\0';
        plan.role = comma + 1;
        pthread_t thread;
        pthread_create (&thread, NULL, play, &first);
    }
    play (&plan);
}
