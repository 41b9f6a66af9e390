/* Room C, offline_steam: the leaderboard entries that were downloaded and are waiting to be read.
   Filled by the Python part, read one by one without entering Python. */
#ifndef OFFLINE_STEAM_DOWNLOADS_H
#define OFFLINE_STEAM_DOWNLOADS_H

#include "platform.h"

PACK_AS_STEAM
struct LeaderboardEntry_t {
    uint8_t m_steamIDUser[8]; /* a CSteamID aligns to 1 */
    int32_t m_nGlobalRank;
    int32_t m_nScore;
    int32_t m_cDetails;
    uint64_t m_hUGC;
};
PACK_END
_Static_assert(sizeof(struct LeaderboardEntry_t) == (STEAM_PACK == 8 ? 32 : 28), "wrong packing");

/* What nobody reads is given up, the oldest first; the newest stays, however large it is. */
#define MOST_DOWNLOADS 256
#define MOST_DOWNLOADED_BYTES (64 << 20)

struct download {
    struct download *older;
    uint64_t handle;
    size_t bytes;
    int32_t count;
    int32_t unread;
    struct LeaderboardEntry_t *entries;
    int32_t *details; /* of all entries, one after the other */
    int32_t *starts;  /* where those of an entry start */
    bool *read;
};

static struct {
    lock_type lock;
    struct download *newest;
    uint64_t last_handle;
} downloads = {.lock = LOCK_START, .last_handle = UINT64_C(0x8E00000000000000)};

static void download_free(struct download *download)
{
    free(download->entries);
    free(download->details);
    free(download->starts);
    free(download->read);
    free(download);
}

static void downloads_forget_from(struct download **link)
{
    struct download *download = *link;
    *link = NULL;
    while (download) {
        struct download *older = download->older;
        download_free(download);
        download = older;
    }
}

static void downloads_forget(void)
{
    lock_take(&downloads.lock);
    downloads_forget_from(&downloads.newest);
    lock_release(&downloads.lock);
}

/* Leaves room for one more of this size. */
static void downloads_make_room(size_t bytes)
{
    struct download **link = &downloads.newest;
    size_t sum = bytes;
    for (int count = 1; *link; count++) {
        sum += (*link)->bytes;
        if (count == MOST_DOWNLOADS || sum > MOST_DOWNLOADED_BYTES) {
            downloads_forget_from(link);
            return;
        }
        link = &(*link)->older;
    }
}

static void *copy_of(const void *data, size_t size)
{
    void *copy = malloc(size ? size : 1);
    if (copy && size)
        memcpy(copy, data, size);
    return copy;
}

/* Keeps a download; its handle, or 0 when memory ran out. `details` are those of all entries, in
   their order, as many as each entry says. One without entries has a handle and nothing to keep. */
static uint64_t downloads_keep(const void *entries, int32_t count, const void *details,
                               int32_t details_count)
{
    size_t wanted = (size_t)count;
    struct download *download = count > 0 ? calloc(1, sizeof *download) : NULL;
    if (count > 0 && download == NULL)
        return 0;
    if (download) {
        size_t entries_size = wanted * sizeof *download->entries;
        size_t details_size = (size_t)details_count * sizeof *download->details;
        download->count = download->unread = count;
        download->bytes = entries_size + details_size + wanted * (sizeof(int32_t) + sizeof(bool));
        download->entries = copy_of(entries, entries_size);
        download->details = copy_of(details, details_size);
        download->starts = malloc(wanted * sizeof *download->starts);
        download->read = calloc(wanted, sizeof *download->read);
        if (!download->entries || !download->details || !download->starts || !download->read) {
            download_free(download);
            return 0;
        }
        int32_t start = 0;
        for (int32_t i = 0; i < count; i++) {
            download->starts[i] = start;
            start += download->entries[i].m_cDetails;
        }
    }
    lock_take(&downloads.lock);
    uint64_t handle = ++downloads.last_handle;
    if (download) {
        downloads_make_room(download->bytes);
        download->handle = handle;
        download->older = downloads.newest;
        downloads.newest = download;
    }
    lock_release(&downloads.lock);
    return handle;
}

/* Copies one entry out. When the last one has been read, its handle is no longer valid: Steam
   frees the data then too. */
static bool downloads_read(uint64_t handle, int index, struct LeaderboardEntry_t *entry,
                           int32_t *details, int most_details)
{
    bool found = false;
    lock_take(&downloads.lock);
    struct download **link = &downloads.newest;
    while (*link && (*link)->handle != handle)
        link = &(*link)->older;
    struct download *download = *link;
    if (download && index >= 0 && index < download->count && entry) {
        found = true;
        memcpy(entry, &download->entries[index], sizeof *entry);
        int32_t count = download->entries[index].m_cDetails;
        if (count > most_details)
            count = most_details;
        if (details && count > 0)
            memcpy(details, download->details + download->starts[index],
                   (size_t)count * sizeof *details);
        if (!download->read[index]) {
            download->read[index] = true;
            if (--download->unread == 0) {
                *link = download->older;
                download_free(download);
            }
        }
    }
    lock_release(&downloads.lock);
    return found;
}

#endif
