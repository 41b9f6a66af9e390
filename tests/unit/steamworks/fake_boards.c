/* The leaderboards of the fake library: part of fake_steam.c. It keeps every call for the test to
   look at and to answer, and hands out the rows that the test has put in. */
typedef struct { uint64_t call, board; int32_t kind, start, end, score; char what[16], name[160]; } board_call;
#ifdef WINDOWS_ROWS
#pragma pack(push, 8)
#else
#pragma pack(push, 4)
#endif
typedef struct { uint64_t user; int32_t rank, score, details; uint64_t ugc; } board_row;
#pragma pack(pop)

static board_call board_calls[1024];
static int board_call_count;
static struct { uint64_t handle; int entries, sort, display; } boards[8];
static board_row board_rows[4096];
static int board_row_count;

static void reset_boards(void)
{
    memset(boards, 0, sizeof boards);
    memset(board_calls, 0, sizeof board_calls);
    board_call_count = board_row_count = 0;
}
API int fake_board_call_count(void) { return board_call_count; }
API const void *fake_board_call(int index) { return &board_calls[index]; }
API void fake_board(int index, uint64_t handle, int entries, int sort, int display)
{
    boards[index].handle = handle; boards[index].entries = entries;
    boards[index].sort = sort; boards[index].display = display;
}
API void fake_rows(const void *rows, int count) { memcpy(board_rows, rows, sizeof *board_rows * (size_t)count); board_row_count = count; }

static uint64_t board_asked(void *s, const char *what, board_call asked)
{
    count.requests++;
    if (!me(s) || !set.request || board_call_count == 1024) return 0;
    asked.call = set.last_call = ++set.next_call;
    snprintf(asked.what, sizeof asked.what, "%s", what);
    board_calls[board_call_count++] = asked;
    return asked.call;
}
static int board_of(uint64_t handle) { for (int i = 0; i < 8; i++) if (handle && boards[i].handle == handle) return i; return -1; }

API uint64_t STATS(FindLeaderboard)(void *s, const char *name)
{
    board_call asked = {0};
    snprintf(asked.name, sizeof asked.name, "%s", name);
    return board_asked(s, "find", asked);
}
API const char *STATS(GetLeaderboardName)(void *s, uint64_t board) { return me(s) && board_of(board) >= 0 ? "B\xc3\xb6" "ard" : ""; }
API int STATS(GetLeaderboardEntryCount)(void *s, uint64_t board) { int i = board_of(board); return me(s) && i >= 0 ? boards[i].entries : 0; }
API int STATS(GetLeaderboardSortMethod)(void *s, uint64_t board) { int i = board_of(board); return me(s) && i >= 0 ? boards[i].sort : 0; }
API int STATS(GetLeaderboardDisplayType)(void *s, uint64_t board) { int i = board_of(board); return me(s) && i >= 0 ? boards[i].display : 0; }
API uint64_t STATS(DownloadLeaderboardEntries)(void *s, uint64_t board, int kind, int start, int end)
{
    board_call asked = {.board = board, .kind = kind, .start = start, .end = end};
    return board_asked(s, "download", asked);
}
API bool STATS(GetDownloadedLeaderboardEntry)(void *s, uint64_t entries, int index, board_row *row, int32_t *details, int details_max)
{
    if (!me(s) || entries != 7 || index < 0 || index >= board_row_count || details || details_max) return false;
    *row = board_rows[index];
    return true;
}
API uint64_t STATS(UploadLeaderboardScore)(void *s, uint64_t board, int method, int32_t score, const int32_t *details, int details_count)
{
    board_call asked = {.board = board, .kind = method, .score = score};
    return details || details_count ? 0 : board_asked(s, "upload", asked);
}
API uint64_t STATS(GetNumberOfCurrentPlayers)(void *s) { board_call asked = {0}; return board_asked(s, "players", asked); }
