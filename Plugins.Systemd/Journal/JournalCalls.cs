using System.Runtime.InteropServices;

namespace Reeve.Plugins.Systemd.Journal;

/// <summary>libsystemd's reader of the journal, sd-journal(3). Results below zero are negated errno values.</summary>
internal static unsafe partial class JournalCalls
{
    public const int LocalOnly = 1; // SD_JOURNAL_LOCAL_ONLY
    private const string Library = "libsystemd.so.0";

    [LibraryImport(Library, EntryPoint = "sd_journal_open")]
    public static partial int Open(nint* journal, int flags);

    [LibraryImport(Library, EntryPoint = "sd_journal_close")]
    public static partial void Close(nint journal);

    [LibraryImport(Library, EntryPoint = "sd_journal_add_match")]
    public static partial int AddMatch(nint journal, byte* data, nuint size);

    [LibraryImport(Library, EntryPoint = "sd_journal_set_data_threshold")]
    public static partial int SetDataThreshold(nint journal, nuint size);

    [LibraryImport(Library, EntryPoint = "sd_journal_seek_head")]
    public static partial int SeekHead(nint journal);

    [LibraryImport(Library, EntryPoint = "sd_journal_seek_tail")]
    public static partial int SeekTail(nint journal);

    [LibraryImport(Library, EntryPoint = "sd_journal_seek_realtime_usec")]
    public static partial int SeekTime(nint journal, ulong microseconds);

    [LibraryImport(Library, EntryPoint = "sd_journal_next")]
    public static partial int Next(nint journal);

    [LibraryImport(Library, EntryPoint = "sd_journal_previous")]
    public static partial int Previous(nint journal);

    [LibraryImport(Library, EntryPoint = "sd_journal_get_realtime_usec")]
    public static partial int GetTime(nint journal, ulong* microseconds);

    [LibraryImport(Library, EntryPoint = "sd_journal_get_data", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int GetData(nint journal, string field, byte** data, nuint* size);

    /// <summary>Waits for a change, and takes it in; microseconds.</summary>
    [LibraryImport(Library, EntryPoint = "sd_journal_wait")]
    public static partial int Wait(nint journal, ulong microseconds);
}
