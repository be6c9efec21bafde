using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Reeve.Ssh;

namespace Reeve.Plugins.Slurm.Pods;

/// <summary>One run of the status program as one remote user: records as they come, and requests for more. Thread-safe.</summary>
internal sealed class StatusStream : IAsyncDisposable
{
    private const int TokensPerRequest = 40;
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _requests = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly IRemoteProcess _process;
    private readonly string _name;
    private long _number;
    private ProviderException? _ended;

    private StatusStream(IRemoteProcess process, string name)
    {
        _process = process;
        _name = name;
    }

    /// <summary>Starts the program.</summary>
    /// <param name="shell">The remote user's.</param>
    /// <param name="root">The directory of pods.</param>
    /// <param name="pause">How long a change may go unnoticed.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<StatusStream> StartAsync(IRemoteShell shell, string root, TimeSpan pause, CancellationToken cancellationToken)
    {
        var seconds = pause.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        var process = await shell.StartAsync(
            new RemoteCommand { Arguments = ["bash", "-c", StatusScript.Text, "reeve-status", root, seconds] }, cancellationToken);
        return new StatusStream(process, shell.Description);
    }

    /// <summary>Hands on each record, until the program ends, the connection breaks, or the call is cancelled.</summary>
    /// <param name="take">Takes a record; not called for answers.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Transient"/>, always unless cancelled: the program ended.</exception>
    public async Task FollowAsync(Action<StatusRecord> take, CancellationToken cancellationToken)
    {
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var errors = ErrorsAsync(reading.Token);
        try
        {
            await using var reader = new StatusReader(_process.StandardOutput);
            while (await reader.ReadAsync(cancellationToken) is { } record)
            {
                if (record.Kind != StatusKind.Done)
                {
                    take(record);
                }
                else if (_requests.TryRemove(record.Token, out var request))
                {
                    request.TrySetResult();
                }
            }

            throw new ProviderException(ErrorReason.Transient, $"The status program on {_name} ended: {await errors}");
        }
        catch (IOException e)
        {
            throw new ProviderException(ErrorReason.Transient, $"The connection to the status program on {_name} broke: {e.Message}", e);
        }
        finally
        {
            End(new ProviderException(ErrorReason.Transient, $"The status program on {_name} ended before it answered."));
            await reading.CancelAsync();
            await errors;
        }
    }

    /// <summary>Asks for everything that is there; returns once all of it was handed on.</summary>
    public Task ListAsync(CancellationToken cancellationToken) => RequestAsync("all", cancellationToken);

    /// <summary>Asks for the state of some pods; returns once it was handed on.</summary>
    public async Task GetAsync(IReadOnlyCollection<string> tokens, CancellationToken cancellationToken)
    {
        foreach (var chunk in tokens.Chunk(TokensPerRequest))
        {
            await RequestAsync($"get {string.Join(' ', chunk)}", cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        End(new ProviderException(ErrorReason.Transient, $"The status program on {_name} was ended."));
        await _process.DisposeAsync();
        _writing.Dispose();
    }

    private async Task RequestAsync(string what, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _number).ToString(CultureInfo.InvariantCulture);
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _requests[number] = answer;
        if (Volatile.Read(ref _ended) is { } ended)
        {
            throw new ProviderException(ended.Reason, ended.Message);
        }

        await _writing.WaitAsync(cancellationToken);
        try
        {
            await _process.StandardInput.WriteAsync(Encoding.ASCII.GetBytes($"{number} {what}\n"), cancellationToken);
            await _process.StandardInput.FlushAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            throw new ProviderException(ErrorReason.Transient, $"The connection to the status program on {_name} broke: {e.Message}", e);
        }
        finally
        {
            _writing.Release();
        }

        await answer.Task.WaitAsync(cancellationToken);
    }

    private void End(ProviderException reason)
    {
        Volatile.Write(ref _ended, reason);
        foreach (var request in _requests.Values)
        {
            request.TrySetException(new ProviderException(reason.Reason, reason.Message));
        }
    }

    private async Task<string> ErrorsAsync(CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(_process.StandardError, Encoding.UTF8);
        var text = "";
        try
        {
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                text = line;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // What was written before the end is all that there is to tell.
        }

        return text;
    }
}
