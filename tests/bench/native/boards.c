/* The yardstick in C without an engine: what the library itself takes for leaderboards.
   Arguments: the path of a libsteam_api, a board, how often to repeat, requests each. Prints a line
   of five numbers for each repetition: microseconds of a page of 25, of the 25 around the user, of
   an upload, each from the call until its answer is read; of connecting anew until the board is
   found; and of a page again, but counting only while this thread is on a processor. The others
   are on the wall's clock: they wait for a disk. */
#include "offline.h"

#pragma pack(push, 4)
struct found { uint64_t board; uint8_t there; };
struct downloaded { uint64_t board, entries; int32_t count; };
struct uploaded { uint8_t ok; uint64_t board; int32_t score; uint8_t changed; int32_t now, before; };
struct entry { uint64_t user; int32_t rank, score, details; uint64_t content; };
#pragma pack(pop)

enum { FOUND = 1104, DOWNLOADED = 1105, UPLOADED = 1106, PAGE = 25, FRAMES = 100000 };
enum { GLOBAL = 0, AROUND = 1, FORCE = 2 };

static const char *const stats_accessors[] = {
    "SteamAPI_SteamUserStats_v013", "SteamAPI_SteamUserStats_v012", NULL};
static uint64_t (*find)(void *, const char *);
static uint64_t (*download)(void *, uint64_t, int, int, int);
static bool (*get)(void *, uint64_t, int, struct entry *, int32_t *, int);
static uint64_t (*upload)(void *, uint64_t, int, int32_t, const int32_t *, int);
static void *stats;
static uint64_t board;

/* Reads one answer, of whatever kind it is; how many entries it brought. */
static int take(const struct message *message)
{
    struct completed completed;
    union { struct found found; struct downloaded page; struct uploaded score; } answer;
    bool failed = false;
    if (message->id != API_CALL_COMPLETED)
        return -1;
    memcpy(&completed, message->data, sizeof completed);
    if (completed.size > sizeof answer
        || !get_result(pipe_of_steam, completed.call, &answer, (int)completed.size, completed.id,
                       &failed)
        || failed)
        fail("a request failed");
    if (completed.id == FOUND) {
        if (!answer.found.there)
            fail("the board is not there");
        board = answer.found.board;
        return 0;
    }
    if (completed.id == UPLOADED) {
        if (!answer.score.ok)
            fail("the upload was refused");
        return 0;
    }
    struct entry entry;
    int valid = 0;
    for (int i = 0; i < answer.page.count; i++)
        valid += get(stats, answer.page.entries, i, &entry, NULL, 0) && entry.user != 0;
    return valid;
}

/* Frames until so many answers were read; the entries that they brought. */
static int wait_for(int answers)
{
    struct message message;
    int entries = 0;
    for (int frame = 0; frame < FRAMES && answers > 0; frame++)
        for (run(pipe_of_steam); next(pipe_of_steam, &message); done(pipe_of_steam)) {
            int taken = take(&message);
            if (taken >= 0) {
                entries += taken;
                answers--;
            }
        }
    if (answers > 0)
        fail("an answer did not come");
    return entries;
}

static void connect_and_find(const char *name)
{
    init_steam();
    stats = interface(stats_accessors);
    if (find(stats, name) == 0)
        fail("the board cannot be asked for");
    wait_for(1);
}

int main(int count, char **arguments)
{
    if (count != 5)
        fail("arguments: LIBRARY BOARD REPETITIONS REQUESTS");
    open_library(arguments[1]);
    int repetitions = atoi(arguments[3]), requests = atoi(arguments[4]);
    find = function("SteamAPI_ISteamUserStats_FindLeaderboard");
    download = function("SteamAPI_ISteamUserStats_DownloadLeaderboardEntries");
    get = function("SteamAPI_ISteamUserStats_GetDownloadedLeaderboardEntry");
    upload = function("SteamAPI_ISteamUserStats_UploadLeaderboardScore");
    connect_and_find(arguments[2]);
    settle();
    for (int repetition = 0; repetition < repetitions; repetition++) {
        double began = wall_microseconds(), worked = microseconds();
        for (int i = 0; i < requests; i++)
            download(stats, board, GLOBAL, 1, PAGE);
        if (wait_for(requests) != PAGE * requests)
            fail("a page has not all of its entries");
        double of_page = (wall_microseconds() - began) / requests;
        worked = (microseconds() - worked) / requests;
        double of_upload = 0, of_around = 0;
        for (int i = 0; i < requests; i++) { /* each lands somewhere else on the board */
            began = wall_microseconds();
            upload(stats, board, FORCE, 1000 + 7919 * (repetition * requests + i) % 900000, NULL, 0);
            wait_for(1);
            of_upload += wall_microseconds() - began;
            began = wall_microseconds();
            download(stats, board, AROUND, -12, 12);
            if (wait_for(1) < PAGE / 2)
                fail("there is nobody around the user");
            of_around += wall_microseconds() - began;
        }
        shutdown_steam();
        began = wall_microseconds();
        connect_and_find(arguments[2]);
        double of_opening = wall_microseconds() - began;
        settle();
        printf("%.3f %.3f %.3f %.3f %.3f\n", of_page, of_around / requests, of_upload / requests,
               of_opening, worked);
    }
    shutdown_steam();
    return 0;
}
