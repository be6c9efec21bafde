using System.Diagnostics;

namespace Reeve.Ssh.Processes;

/// <summary>A program behind a local process that carries its streams: a shell of this machine, or a client of ssh.</summary>
internal sealed class ShellProcess : IRemoteProcess
{
    private readonly Process _process;
    private readonly IProcessControl _control;
    private readonly MarkedStream _marked;
    private readonly TaskCompletionSource<StartedProgram> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _ended255;
    private volatile bool _noSession;

    /// <param name="start">Starts the local process for the markers that it shall write.</param>
    /// <param name="tty">Whether it has a terminal: then the markers are in its output.</param>
    /// <param name="control">What one can do to the program besides.</param>
    public ShellProcess(Func<MarkerFilter, Process> start, bool tty, IProcessControl control)
    {
        _control = control;
        var markers = new MarkerFilter(Found);
        _process = start(markers);
        StandardInput = new InputStream(_process.StandardInput.BaseStream);
        var (output, error) = (_process.StandardOutput.BaseStream, _process.StandardError.BaseStream);
        _marked = new MarkedStream(tty ? output : error, markers);
        (StandardOutput, StandardError) = tty ? (_marked.Content, error) : (output, _marked.Content);
        Ended = EndAsync();
    }

    public Stream StandardInput { get; }

    public Stream StandardOutput { get; }

    public Stream StandardError { get; }

    /// <summary>What the shell told as it started the program; faulted if it did not come to that.</summary>
    public Task<StartedProgram> Started => _started.Task;

    /// <summary>Whether nothing ran because there was no session to be had.</summary>
    public bool NoSession => _noSession;

    /// <summary>How the program ended.</summary>
    public Task<int> Ended { get; }

    public Task<int> WaitAsync(CancellationToken cancellationToken) => Ended.WaitAsync(cancellationToken);

    public async Task ResizeAsync(int columns, int rows, CancellationToken cancellationToken)
    {
        var started = await _started.Task.WaitAsync(cancellationToken);
        await _control.ResizeAsync(started, columns, rows, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await _control.EndAsync(_started.Task);
            _process.Kill(entireProcessTree: true);
        }

        await StandardInput.DisposeAsync();
        await _marked.Content.DisposeAsync();
        // Its own ends of the pipes: a process that outlives the program may hold the others for ever.
        await _process.StandardOutput.BaseStream.DisposeAsync();
        await _process.StandardError.BaseStream.DisposeAsync();
        await _marked.Ended;
        // Its outcome, good or bad, is of no interest any more.
        await Ended.ContinueWith(static ended => _ = ended.Exception, TaskScheduler.Default);
        _process.Dispose();
    }

    private void Found(MarkerKind kind, string text)
    {
        switch (kind)
        {
            case MarkerKind.Started:
                _control.Started();
                _started.TrySetResult(StartedProgram.Parse(text));
                break;
            case MarkerKind.Ended255: _ended255 = true; break;
            case MarkerKind.NoSession: _noSession = true; break;
        }
    }

    private async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync();
        await _marked.Ended;
        _control.Ended();
        var code = _process.ExitCode;
        if (!_started.Task.IsCompleted)
        {
            _started.TrySetException(_control.NotStarted(code));
            _ = _started.Task.Exception;
        }

        return code == 255 && !_ended255 ? throw _control.Broken() : code;
    }
}
