/* libzmq by its own interface, steered by lines: see ZMTPSPEC.md of reactor-zmtp-test.
   cc -o libzmq libzmq.c -lzmq */

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zmq.h>

enum { SOCKETS = 100000, WORDS = 512, LINE = 1 << 26 };

static void *context, *zap;
static void *sockets[SOCKETS];
static int opened;
static unsigned char users[4][2][256], allowed[32];
static size_t lengths[4][2];
static int user_count;

static const struct { const char *name; int option; } numbers[] = {
  {"linger", ZMQ_LINGER}, {"sndhwm", ZMQ_SNDHWM}, {"rcvhwm", ZMQ_RCVHWM},
  {"sndbuf", ZMQ_SNDBUF}, {"rcvbuf", ZMQ_RCVBUF}, {"handshake_ivl", ZMQ_HANDSHAKE_IVL},
  {"heartbeat_ivl", ZMQ_HEARTBEAT_IVL}, {"heartbeat_timeout", ZMQ_HEARTBEAT_TIMEOUT},
  {"heartbeat_ttl", ZMQ_HEARTBEAT_TTL}, {"reconnect_ivl", ZMQ_RECONNECT_IVL},
  {"router_mandatory", ZMQ_ROUTER_MANDATORY}, {"plain_server", ZMQ_PLAIN_SERVER},
  {"curve_server", ZMQ_CURVE_SERVER}};

static const char *types[] = {"PAIR", "PUB", "SUB", "REQ", "REP", "DEALER", "ROUTER", "PULL",
  "PUSH", "XPUB", "XSUB"};

/* The octets that a word stands for; the caller frees them. */
static unsigned char *octets(const char *word, size_t *size) {
  const char *star = strchr(word, '*');
  *size = star ? (size_t) atol(word) : word[0] == '-' ? 0 : strlen(word) / 2;
  unsigned char *bytes = malloc(*size + 1);
  for (size_t i = 0; i < *size; i++) {
    unsigned octet;
    sscanf(star ? star + 1 : word + 2 * i, "%2x", &octet);
    bytes[i] = octet;
  }
  return bytes;
}

static void print_frame(const unsigned char *bytes, size_t size) {
  size_t same = 1;
  while (same < size && bytes[same] == bytes[0]) same++;
  if (size == 0) printf(" -");
  else if (size > 32 && same == size) printf(" %zu*%02x", size, bytes[0]);
  else for (size_t i = 0; i < size; i++) printf(i ? "%02x" : " %02x", bytes[i]);
}

/* Answers the requests of RFC 27. */
static void authenticate(void *unused) {
  unsigned char frames[9][256];
  size_t sizes[9];
  for (;;) {
    int count = 0, more = 1, right = 0;
    size_t length = sizeof more;
    while (more) {
      int size = zmq_recv(zap, frames[count], 256, 0);
      if (size < 0) return;
      sizes[count < 8 ? count++ : 8] = size;
      zmq_getsockopt(zap, ZMQ_RCVMORE, &more, &length);
    }
    if (sizes[5] == 5 && memcmp(frames[5], "PLAIN", 5) == 0) {
      for (int i = 0; i < user_count; i++)
        right |= sizes[6] == lengths[i][0] && memcmp(frames[6], users[i][0], sizes[6]) == 0
          && sizes[7] == lengths[i][1] && memcmp(frames[7], users[i][1], sizes[7]) == 0;
    } else right = sizes[5] == 4 || memcmp(frames[6], allowed, 32) == 0;
    zmq_send(zap, "1.0", 3, ZMQ_SNDMORE);
    zmq_send(zap, frames[1], sizes[1], ZMQ_SNDMORE);
    zmq_send(zap, right ? "200" : "400", 3, ZMQ_SNDMORE);
    zmq_send(zap, "", 0, ZMQ_SNDMORE);
    zmq_send(zap, "", 0, ZMQ_SNDMORE);
    zmq_send(zap, "", 0, 0);
  }
  (void) unused;
}

static void start_authentication(void) {
  if (zap) return;
  zap = zmq_socket(context, ZMQ_REP);
  zmq_bind(zap, "inproc://zeromq.zap.01");
  zmq_threadstart(authenticate, NULL);
}

static void set_users(char *value) {
  char *word = strtok(value, ":,");
  for (user_count = 0; word && user_count < 4; user_count++)
    for (int part = 0; word && part < 2; part++, word = strtok(NULL, ":,")) {
      unsigned char *bytes = octets(word, &lengths[user_count][part]);
      memcpy(users[user_count][part], bytes, lengths[user_count][part]);
      free(bytes);
    }
  start_authentication();
}

/* 1 for an option that is set, 0 for one that libzmq does not have. */
static int set_option(void *socket, const char *name, char *value) {
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    if (strcmp(name, numbers[i].name) == 0) {
      int number = atoi(value);
      return zmq_setsockopt(socket, numbers[i].option, &number, sizeof number) == 0;
    }
  size_t size;
  if (strcmp(name, "maxmsgsize") == 0) {
    int64_t number = atoll(value);
    zmq_setsockopt(socket, ZMQ_MAXMSGSIZE, &number, sizeof number);
  } else if (strcmp(name, "plain_username") == 0) {
    zmq_setsockopt(socket, ZMQ_PLAIN_USERNAME, value, strlen(value));
  } else if (strcmp(name, "plain_password") == 0) {
    zmq_setsockopt(socket, ZMQ_PLAIN_PASSWORD, value, strlen(value));
  } else if (strcmp(name, "plain_users") == 0) {
    set_users(value);
  } else if (strcmp(name, "minimum_protocol") == 0) {
    return strcmp(value, "3.0") != 0;
  } else {
    unsigned char *bytes = octets(value, &size);
    if (strcmp(name, "routing_id") == 0) zmq_setsockopt(socket, ZMQ_ROUTING_ID, bytes, size);
    else if (strcmp(name, "curve_serverkey") == 0) zmq_setsockopt(socket, ZMQ_CURVE_SERVERKEY, bytes, 32);
    else if (strcmp(name, "curve_secretkey") == 0) {
      char secret[41], public[41];
      zmq_curve_public(public, zmq_z85_encode(secret, bytes, 32));
      zmq_setsockopt(socket, ZMQ_CURVE_SECRETKEY, secret, 41);
      zmq_setsockopt(socket, ZMQ_CURVE_PUBLICKEY, public, 41);
    } else if (strcmp(name, "curve_allow") == 0) {
      memcpy(allowed, bytes, 32);
      start_authentication();
    } else size = 0;
    free(bytes);
    return size > 0;
  }
  return 1;
}

static void failed(void) {
  printf("error %s\n", zmq_strerror(errno));
}

static void open_socket(int count, char **words) {
  for (size_t type = 0; type < sizeof types / sizeof *types; type++)
    if (strcmp(words[1], types[type]) == 0) {
      void *socket = zmq_socket(context, type);
      for (int i = 2; i < count; i++) {
        char *value = strchr(words[i], '=');
        *value++ = 0;
        if (!set_option(socket, words[i], value)) {
          printf("unsupported option %s\n", words[i]);
          zmq_close(socket);
          return;
        }
      }
      sockets[++opened] = socket;
      printf("ok %d\n", opened);
      return;
    }
  printf("unsupported socket type %s\n", words[1]);
}

/* 0 when the message was taken. */
static int send_frames(void *socket, int count, char **words, const void *last, size_t last_size) {
  for (int i = 0; i < count; i++) {
    size_t size;
    unsigned char *bytes = octets(words[i], &size);
    int flags = i + 1 < count || last ? ZMQ_SNDMORE : 0;
    int rc = zmq_send(socket, bytes, size, flags);
    free(bytes);
    if (rc < 0) return -1;
  }
  return last && zmq_send(socket, last, last_size, 0) < 0 ? -1 : 0;
}

static void flood(void *socket, int count, char **words) {
  int most = atoi(words[2]), size = atoi(words[3]), number;
  unsigned char *body = calloc(size, 1);
  for (number = 0; number < most; number++) {
    for (int i = 0; i < 4; i++) body[i] = number >> (24 - 8 * i);
    if (send_frames(socket, count - 5, words + 5, body, size) < 0) break;
  }
  free(body);
  printf("ok %d\n", number);
}

static void receive(void *socket) {
  int more = 1, first = 1;
  size_t length = sizeof more;
  while (more) {
    zmq_msg_t frame;
    zmq_msg_init(&frame);
    if (zmq_msg_recv(&frame, socket, 0) < 0) {
      if (errno == EAGAIN) printf("nothing\n"); else failed();
      return;
    }
    if (first) printf("message");
    first = 0;
    print_frame(zmq_msg_data(&frame), zmq_msg_size(&frame));
    zmq_msg_close(&frame);
    zmq_getsockopt(socket, ZMQ_RCVMORE, &more, &length);
  }
  printf("\n");
}

static void wish(void *socket, const char *verb, const char *word) {
  size_t size, length = sizeof(int);
  int type, subscribe = strcmp(verb, "subscribe") == 0;
  unsigned char *bytes = octets(word, &size);
  zmq_getsockopt(socket, ZMQ_TYPE, &type, &length);
  if (type == ZMQ_XSUB) {
    memmove(bytes + 1, bytes, size);
    bytes[0] = subscribe;
    zmq_send(socket, bytes, size + 1, 0);
  } else zmq_setsockopt(socket, subscribe ? ZMQ_SUBSCRIBE : ZMQ_UNSUBSCRIBE, bytes, size);
  free(bytes);
  printf("ok\n");
}

static void command(int count, char **words) {
  const char *verb = words[0];
  void *socket = sockets[atoi(words[1])];
  int timeout = strcmp(verb, "flood") == 0 ? atoi(words[4]) : count > 2 ? atoi(words[2]) : 0;
  zmq_setsockopt(socket, ZMQ_SNDTIMEO, &timeout, sizeof timeout);
  zmq_setsockopt(socket, ZMQ_RCVTIMEO, &timeout, sizeof timeout);
  if (strcmp(verb, "bind") == 0) {
    char endpoint[256];
    size_t size = sizeof endpoint;
    if (zmq_bind(socket, words[2]) < 0) { failed(); return; }
    zmq_getsockopt(socket, ZMQ_LAST_ENDPOINT, endpoint, &size);
    printf("ok %s\n", endpoint);
  } else if (strcmp(verb, "connect") == 0) {
    if (zmq_connect(socket, words[2]) < 0) failed(); else printf("ok\n");
  } else if (strcmp(verb, "send") == 0) {
    if (send_frames(socket, count - 3, words + 3, NULL, 0) == 0) printf("ok\n");
    else if (errno == EAGAIN) printf("full\n");
    else failed();
  } else if (strcmp(verb, "flood") == 0) flood(socket, count, words);
  else if (strcmp(verb, "receive") == 0) receive(socket);
  else if (strcmp(verb, "subscribe") == 0 || strcmp(verb, "unsubscribe") == 0) wish(socket, verb, words[2]);
  else if (strcmp(verb, "close") == 0) {
    sockets[atoi(words[1])] = NULL;
    zmq_close(socket);
    printf("ok\n");
  }
  else printf("unsupported %s\n", verb);
}

/* Until a line comes: libzmq's sockets take note of their connections when they are called. */
static void idle(void) {
  struct pollfd in = {0, POLLIN, 0};
  while (poll(&in, 1, 2) == 0)
    for (int i = 1; i <= opened; i++) {
      int events;
      size_t length = sizeof events;
      if (sockets[i]) zmq_getsockopt(sockets[i], ZMQ_EVENTS, &events, &length);
    }
}

int main(void) {
  static char *words[WORDS];
  char *line = malloc(LINE);
  context = zmq_ctx_new();
  while (idle(), fgets(line, LINE, stdin)) {
    int count = 0;
    for (char *word = strtok(line, " \n"); word && count < WORDS; word = strtok(NULL, " \n"))
      words[count++] = word;
    if (strcmp(words[0], "open") == 0) open_socket(count, words); else command(count, words);
    fflush(stdout);
  }
  return 0;
}
