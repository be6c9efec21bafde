using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Reeve.Runtime.Operations.Audit;

namespace Reeve.AspNetCore.Clusters.Auditing;

/// <summary>
/// Calls that changed nothing, as JSON lines in <c>calls.jsonl</c>, and earlier ones in <c>calls.1.jsonl</c> and so on. They are many, and so they are written
/// behind the answers; where the disk does not keep up, answers wait. Thread-safe.
/// </summary>
internal sealed partial class CallLog : IAsyncDisposable
{
    private const int MaxFiles = 5;
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly Channel<AuditEntry> _entries = Channel.CreateBounded<AuditEntry>(new BoundedChannelOptions(4096) { SingleReader = true });
    private readonly string _directory;
    private readonly long _maxBytes;
    private readonly ILogger<CallLog> _logger;
    private readonly Task _writing;

    /// <summary>Begins to write.</summary>
    public CallLog(string directory, ILogger<CallLog> logger, long maxBytes = 10 << 20)
    {
        (_directory, _logger, _maxBytes) = (directory, logger, maxBytes);
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Adds a call.</summary>
    public ValueTask AddAsync(AuditEntry entry) => _entries.Writer.WriteAsync(entry);

    /// <summary>Writes what is left.</summary>
    public async ValueTask DisposeAsync()
    {
        _entries.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAsync()
    {
        while (await _entries.Reader.WaitToReadAsync())
        {
            try
            {
                WriteAll();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                LogNotWritten(_directory, e.Message);
            }
        }
    }

    // Everything that waits: one file is opened for many calls. Nothing was changed by them, so that the disk may take its time.
    private void WriteAll()
    {
        Rotate();
        using var file = new FileStream(PathOf(0), Options());
        while (_entries.Reader.TryRead(out var entry))
        {
            JsonSerializer.Serialize(file, entry, CallJson.Default.AuditEntry);
            file.WriteByte((byte)'\n');
        }
    }

    private void Rotate()
    {
        Directory.CreateDirectory(_directory);
        if (!File.Exists(PathOf(0)) || new FileInfo(PathOf(0)).Length < _maxBytes)
        {
            return;
        }

        for (var number = MaxFiles - 1; number > 0; number--)
        {
            if (File.Exists(PathOf(number - 1)))
            {
                File.Move(PathOf(number - 1), PathOf(number), overwrite: true);
            }
        }
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Private;
        }

        return options;
    }

    private string PathOf(int number) => Path.Combine(_directory, number == 0 ? "calls.jsonl" : $"calls.{number}.jsonl");

    [LoggerMessage(2320, LogLevel.Error, "Calls of the cluster API cannot be written to {Directory}: {Reason}")]
    private partial void LogNotWritten(string directory, string reason);
}
