using System.Text;
using Reeve.Runtime.Engine.Logs;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Engine.Logs;

/// <summary>One attempt's log without a follower, turned by hand.</summary>
internal sealed class LogBench : IDisposable
{
    private readonly TempDirectory _directory = new();
    private AttemptLog? _log;

    public LogBench(long maxFileBytes = 1 << 20, int maxFiles = 1_000_000)
    {
        Options = new LogOptions { Directory = _directory.Path, MaxFileBytes = maxFileBytes, MaxFiles = maxFiles };
        Paths = new AttemptPaths(_directory["container"], 0, _directory["spools"]);
    }

    public LogOptions Options { get; }

    public AttemptPaths Paths { get; }

    public ManualTimeProvider Time { get; } = new();

    public LogBuffers Buffers { get; } = new();

    /// <summary>At which step the agent dies next.</summary>
    public LogStep KillAt { get; set; }

    public AttemptLog Log => _log ??= new AttemptLog(Paths, tty: false, Options, Time, Step);

    public LogRecord Record => LogRecordFile.Read(Paths)!.Value;

    public void Write(string text, bool error = false) => Write(Encoding.UTF8.GetBytes(text), error);

    public void Write(byte[] bytes, bool error = false)
    {
        using var file = new FileStream(error ? Paths.StandardError : Paths.StandardOutput, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        file.Write(bytes);
    }

    public void Pump()
    {
        while (Log.Pump(Buffers))
        {
        }
    }

    /// <summary>The agent is gone without a word.</summary>
    public void Restart()
    {
        _log?.Dispose();
        _log = null;
    }

    public async Task<byte[]> ReadBytesAsync(LogQuery query)
    {
        using var output = new MemoryStream();
        await new LogReader(Options, Time).ReadAsync(Paths, query, output, CancellationToken.None);
        return output.ToArray();
    }

    public async Task<string> ReadAsync(LogQuery? query = null) => Encoding.UTF8.GetString(await ReadBytesAsync(query ?? new LogQuery()));

    public void Dispose()
    {
        Restart();
        _directory.Dispose();
    }

    private void Step(LogStep step)
    {
        if (step == KillAt)
        {
            KillAt = LogStep.None;
            throw new AgentKilledException();
        }
    }
}
