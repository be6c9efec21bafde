using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Reeve.Kubernetes;
using Reeve.Plugins.Systemd.Units;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Journal;

/// <summary>
/// Reads what one attempt wrote from the machine's journal. One thread at a time.
/// </summary>
internal sealed unsafe class JournalReader : IDisposable
{
    private const string ErrorPriority = "3";
    private const int TimeBytes = 30; // as the CRI log format has it

    private readonly nint _journal;

    /// <exception cref="ProviderException">Transient: there is no journal to read.</exception>
    public JournalReader(ContainerId container, LogStream stream)
    {
        nint journal;
        Check(JournalCalls.Open(&journal, JournalCalls.LocalOnly), "open");
        _journal = journal;
        Check(JournalCalls.SetDataThreshold(_journal, 0), "read");
        Match("_TRANSPORT=stdout"); // what others say about the unit, and what anybody could say, is no output of it
        foreach (var (name, value) in UnitFields.SearchFor(container))
        {
            Match($"{name}={value}");
        }

        if (stream is LogStream.Stdout or LogStream.Stderr)
        {
            Match($"PRIORITY={(stream == LogStream.Stderr ? ErrorPriority : "6")}");
        }
    }

    /// <summary>Goes to before the first line that is wanted.</summary>
    public void Seek(LogQuery query)
    {
        if (query.TailLines is { } lines)
        {
            SeekTail(lines);
        }
        else if (query.SinceTime is { } since)
        {
            Check(JournalCalls.SeekTime(_journal, (ulong)Math.Max(0, (since - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond)), "search");
        }
        else
        {
            Check(JournalCalls.SeekHead(_journal), "search");
        }
    }

    /// <summary>Writes the next lines in the CRI log format.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="softLimit">No further line is begun once so many bytes are written.</param>
    /// <returns>Whether there may be more.</returns>
    public bool Read(MemoryStream to, int softLimit)
    {
        while (to.Length < softLimit)
        {
            if (Check(JournalCalls.Next(_journal), "read") == 0)
            {
                return false;
            }

            Write(to);
        }

        return true;
    }

    /// <summary>Waits until something was written, by anybody, or the time is over. Blocks the thread.</summary>
    public void Wait(TimeSpan longest) => Check(JournalCalls.Wait(_journal, (ulong)longest.TotalMicroseconds), "follow");

    public void Dispose() => JournalCalls.Close(_journal);

    private void SeekTail(long lines)
    {
        Check(JournalCalls.SeekTail(_journal), "search");
        for (long found = 0; Check(JournalCalls.Previous(_journal), "read") > 0;)
        {
            // A piece of a line that goes on counts with it, unless it is the very last.
            found += found == 0 || !IsPartial ? 1 : 0;
            if (found > lines)
            {
                return; // the next one is the first that is wanted
            }
        }

        Check(JournalCalls.SeekHead(_journal), "search");
    }

    // A text that ends with NUL is a line; one that was cut by its length, another process's or the end of the stream goes on or was not ended.
    private bool IsPartial => Get("_LINE_BREAK") is var reason && (reason.SequenceEqual("line-max"u8) || reason.SequenceEqual("eof"u8) || reason.SequenceEqual("pid-change"u8));

    private void Write(MemoryStream to)
    {
        ulong microseconds;
        Check(JournalCalls.GetTime(_journal, &microseconds), "read");
        Span<byte> time = stackalloc byte[TimeBytes];
        DateTime.UnixEpoch.AddTicks((long)microseconds * TimeSpan.TicksPerMicrosecond)
            .TryFormat(time, out _, "yyyy-MM-ddTHH:mm:ss.fffffff'00Z'", CultureInfo.InvariantCulture);
        to.Write(time);
        to.Write(Get("PRIORITY").SequenceEqual("3"u8) ? " stderr "u8 : " stdout "u8);
        to.Write(IsPartial ? "P "u8 : "F "u8);
        to.Write(Get("MESSAGE"));
        to.WriteByte((byte)'\n');
    }

    // Valid until the next call; empty if there is no such field.
    private ReadOnlySpan<byte> Get(string field)
    {
        byte* data;
        nuint size;
        return JournalCalls.GetData(_journal, field, &data, &size) < 0 ? [] : new ReadOnlySpan<byte>(data, (int)size)[(field.Length + 1)..];
    }

    private void Match(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        fixed (byte* data = bytes)
        {
            Check(JournalCalls.AddMatch(_journal, data, (nuint)bytes.Length), "search");
        }
    }

    private static int Check(int result, string action) => result >= 0
        ? result
        : throw new ProviderException(ErrorReason.Transient, $"Cannot {action} the journal: {Marshal.GetPInvokeErrorMessage(-result)}.");
}
