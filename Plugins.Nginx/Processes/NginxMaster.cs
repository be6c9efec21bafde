using System.Globalization;
using System.Text.Json;

namespace Reeve.Plugins.Nginx.Processes;

/// <summary>The running nginx of an instance: finds it, starts it, has it read its configuration anew, ends it.</summary>
/// <remarks>Not safe for concurrent use; another instance on the same files is kept out by <see cref="InstanceLock"/>.</remarks>
internal sealed class NginxMaster(NginxFiles files, NginxProgram program, TimeProvider timeProvider)
{
    private const string MasterTitle = "nginx: master process ";
    private const string WorkerTitle = "nginx: worker process";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly ErrorLog _log = new(files);

    /// <summary>
    /// The master that runs: the process that the pid file names, if it is an nginx with this very configuration file and began when it was
    /// recorded. A name alone says nothing, and neither does a number: both come again.
    /// </summary>
    public MasterRecord? Find()
    {
        if (!int.TryParse(PrivateFiles.Read(files.PidFile)?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            || ProcessTable.StartTime(pid) is not { } startTime
            || ProcessTable.Title(pid) is not { } title || !title.StartsWith(MasterTitle, StringComparison.Ordinal) || !title.Contains(NginxProgram.Mark(files), StringComparison.Ordinal))
        {
            return null;
        }

        // Without a record the agent ended between the start and its note; the configuration file is nobody else's.
        return Recorded() is { } record && record.Pid == pid && record.StartTime == startTime ? record : new MasterRecord { Pid = pid, StartTime = startTime };
    }

    /// <summary>Starts nginx with its configuration.</summary>
    /// <exception cref="ProviderException">It does not start.</exception>
    public async Task StartAsync(IReadOnlyList<string> endpoints, CancellationToken cancellationToken)
    {
        await EndOrphansAsync(cancellationToken);
        File.Delete(files.PidFile);
        if (await program.StartAsync(files, cancellationToken) is { } wrong)
        {
            throw Refusal("nginx does not start", wrong);
        }

        var master = await WaitAsync(() => Find() is { } found && Serving(found.Pid).Count > 0 ? found : null, 0, cancellationToken);
        Note(master, endpoints);
    }

    /// <summary>Has nginx read its configuration anew, and returns when no worker of the former one takes connections any more.</summary>
    /// <exception cref="ProviderException">It goes on with the former one.</exception>
    public async Task ReloadAsync(MasterRecord master, IReadOnlyList<string> endpoints, CancellationToken cancellationToken)
    {
        var position = _log.Position;
        var former = Serving(master.Pid);
        Send(master, Signals.Reload);
        await WaitAsync(() => Serving(master.Pid) is { Count: > 0 } now && !now.Intersect(former).Any() ? master : null, position, cancellationToken);
        Note(master, endpoints);
    }

    /// <summary>Has nginx read the former configuration once more, after one that it may have taken in part; without waiting.</summary>
    public static void Reassert(MasterRecord master)
    {
        if (IsAlive(master))
        {
            Signals.Send(master.Pid, Signals.Reload);
        }
    }

    /// <summary>Ends nginx; what is still open after a time is cut.</summary>
    public async Task StopAsync(MasterRecord master, TimeSpan drain, CancellationToken cancellationToken)
    {
        Send(master, Signals.Quit);
        if (!await GoneAsync(master, drain, cancellationToken))
        {
            Send(master, Signals.Terminate);
            if (!await GoneAsync(master, Patience, cancellationToken))
            {
                throw new ProviderException(ErrorReason.Transient, $"nginx (process {master.Pid}) does not end.");
            }
        }

        File.Delete(files.Record);
    }

    /// <summary>Has nginx open its logs anew where they have become large.</summary>
    public void RotateLogs(MasterRecord master)
    {
        if (_log.Rotate())
        {
            Send(master, Signals.Reopen);
        }
    }

    /// <summary>Why nginx ended, as far as it said so.</summary>
    public string LastWords() => _log.LastSince(Math.Max(0, _log.Position - 4096)) ?? "it left no word";

    /// <summary>Whether workers of a master that was killed still hold its ports.</summary>
    public bool HasOrphans => Orphans().Count > 0;

    public static bool IsAlive(MasterRecord master) => ProcessTable.StartTime(master.Pid) == master.StartTime;

    public static ProviderException Refusal(string what, string text)
    {
        var reason = text.Contains("Address already in use", StringComparison.Ordinal) ? ErrorReason.Conflict
            : text.Contains("Permission denied", StringComparison.Ordinal) ? ErrorReason.Denied
            : ErrorReason.Invalid;
        return new ProviderException(reason, $"{what}: {ErrorLog.Shorten(text)}");
    }

    // Those that are shutting down say so.
    private static List<int> Serving(int master) => [.. ProcessTable.Children(master).Where(pid => ProcessTable.Title(pid) == WorkerTitle)];

    private static void Send(MasterRecord master, int signal)
    {
        if (!IsAlive(master) || !Signals.Send(master.Pid, signal))
        {
            throw new ProviderException(ErrorReason.Transient, $"nginx (process {master.Pid}) is gone.");
        }
    }

    // Workers outlive a master that was killed, with its sockets. They serve what they have to its end, and nobody new.
    private async Task EndOrphansAsync(CancellationToken cancellationToken)
    {
        foreach (var worker in Orphans())
        {
            Signals.Send(worker, Signals.Quit);
        }

        var begin = timeProvider.GetTimestamp();
        while (Orphans().Count > 0)
        {
            if (timeProvider.GetElapsedTime(begin) > Patience)
            {
                throw new ProviderException(ErrorReason.Transient, "Workers of an nginx that was killed do not give its ports back.");
            }

            await Task.Delay(Pause, timeProvider, cancellationToken);
        }
    }

    private List<int> Orphans() => [.. ProcessTable.WithTitle(WorkerTitle).Where(pid => ProcessTable.HasOpen(pid, files.ErrorLog))];

    private MasterRecord? Recorded()
    {
        try
        {
            return PrivateFiles.Read(files.Record) is { Length: > 0 } text ? JsonSerializer.Deserialize(text, NginxJson.Default.MasterRecord) : null;
        }
        catch (JsonException)
        {
            return null; // what cannot be read tells nothing
        }
    }

    private void Note(MasterRecord master, IReadOnlyList<string> endpoints) =>
        PrivateFiles.Replace(files.Record, JsonSerializer.Serialize(master with { Endpoints = endpoints }, NginxJson.Default.MasterRecord));

    private async Task<MasterRecord> WaitAsync(Func<MasterRecord?> look, long position, CancellationToken cancellationToken)
    {
        var begin = timeProvider.GetTimestamp();
        while (true)
        {
            if (look() is { } found)
            {
                return found;
            }

            if (position > 0 && _log.FaultSince(position) is { } fault)
            {
                throw Refusal("nginx goes on with its former configuration", fault);
            }

            if (timeProvider.GetElapsedTime(begin) > Patience)
            {
                throw new ProviderException(ErrorReason.Transient, $"nginx has no new workers after {Patience.TotalSeconds:0} s: {LastWords()}");
            }

            await Task.Delay(Pause, timeProvider, cancellationToken);
        }
    }

    private async Task<bool> GoneAsync(MasterRecord master, TimeSpan within, CancellationToken cancellationToken)
    {
        var begin = timeProvider.GetTimestamp();
        while (IsAlive(master))
        {
            if (timeProvider.GetElapsedTime(begin) > within)
            {
                return false;
            }

            await Task.Delay(Pause, timeProvider, cancellationToken);
        }

        return true;
    }
}
