using Reeve.Systemd.Bus;

namespace Reeve.Systemd;

/// <summary>The service manager over libsystemd's sd-bus.</summary>
public sealed partial class SystemdManager : ISystemdManager, IUnitFiles
{
    private const int MostCalls = 8; // systemd has one thread
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TimeProvider _time;
    private readonly BusConnection _connection;
    private readonly SemaphoreSlim _calls = new(MostCalls);
    private readonly JobTable _jobs = new();
    private readonly WatcherList _watchers = new();

    private SystemdManager(SystemdAddress address, TimeProvider time)
    {
        _time = time;
        _connection = new BusConnection(address, new SignalReader(_jobs, _watchers, Renew).Take, _ => Renew());
    }

    /// <summary>Connects.</summary>
    /// <param name="address">Which manager.</param>
    /// <param name="time">The clock of deadlines.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException">Unsupported: the machine has no systemd. Transient, Denied: it does not answer.</exception>
    public static async Task<SystemdManager> ConnectAsync(SystemdAddress address, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(time);
        var manager = new SystemdManager(address, time);
        try
        {
            await Task.WhenAll(ManagerCalls.Subscribe().Select(call => manager.CallAsync(call, cancellationToken))).ConfigureAwait(false);
            return manager;
        }
        catch
        {
            await manager.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<UnitStart> StartTransientUnitAsync(
        string name, IReadOnlyList<UnitProperty> properties, IReadOnlySet<string> wanted, CancellationToken cancellationToken) =>
        RunJobAsync(
            ManagerCalls.Of("StartTransientUnit", writer => ManagerCalls.WriteStart(writer, name, properties)),
            new Job { Unit = UnitPath.Of(name), Wanted = wanted },
            cancellationToken);

    /// <inheritdoc/>
    public async Task<string> StopUnitAsync(string name, CancellationToken cancellationToken) =>
        (await RunJobAsync(ManagerCalls.OfJob("StopUnit", name), new Job { Unit = UnitPath.Of(name) }, cancellationToken).ConfigureAwait(false)).Result;

    /// <inheritdoc/>
    public Task KillUnitAsync(string name, UnitProcesses processes, int signal, CancellationToken cancellationToken) =>
        CallAsync(
            ManagerCalls.Of("KillUnit", writer =>
            {
                writer.Write("s", name);
                writer.Write("s", processes == UnitProcesses.Main ? "main" : "all");
                writer.Write("i", signal);
            }),
            cancellationToken);

    /// <inheritdoc/>
    public Task ResetFailedUnitAsync(string name, CancellationToken cancellationToken) =>
        CallAsync(ManagerCalls.Of("ResetFailedUnit", writer => writer.Write("s", name)), cancellationToken);

    /// <inheritdoc/>
    public Task SetUnitPropertiesAsync(string name, IReadOnlyList<UnitProperty> properties, CancellationToken cancellationToken) =>
        CallAsync(
            ManagerCalls.Of("SetUnitProperties", writer =>
            {
                writer.Write("s", name);
                writer.Write("b", true); // not in a file that outlives the machine
                writer.Properties(properties);
            }),
            cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, object>?> GetUnitAsync(
        string name, IReadOnlySet<string> wanted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var call = new BusCall
        {
            Path = UnitPath.Of(name),
            Interface = ManagerCalls.Properties,
            Member = "GetAll",
            Write = writer => writer.Write("s", ""),
            Read = reader => reader.ReadProperties(property => property == "LoadState" || wanted.Contains(property)),
        };
        var properties = (IReadOnlyDictionary<string, object>)(await CallAsync(call, cancellationToken).ConfigureAwait(false))!;
        return properties.GetValueOrDefault("LoadState") is "not-found" ? null : properties;
    }

    /// <inheritdoc/>
    public async Task<object> GetManagerPropertyAsync(string property, CancellationToken cancellationToken)
    {
        var call = new BusCall
        {
            Path = ManagerCalls.Root,
            Interface = ManagerCalls.Properties,
            Member = "Get",
            Write = writer =>
            {
                writer.Write("s", ManagerCalls.Interface);
                writer.Write("s", property);
            },
            Read = reader => reader.Read(),
        };
        return (await CallAsync(call, cancellationToken).ConfigureAwait(false))!;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ListUnitsAsync(string pattern, CancellationToken cancellationToken)
    {
        var call = new BusCall
        {
            Path = ManagerCalls.Root,
            Interface = ManagerCalls.Interface,
            Member = "ListUnitsByPatterns",
            Write = writer =>
            {
                writer.Empty("s");
                writer.Write("as", new object[] { pattern });
            },
            Read = reader => ((object[])reader.Read()).Select(unit => (string)((object[])unit)[0]).ToList(),
        };
        return (IReadOnlyList<string>)(await CallAsync(call, cancellationToken).ConfigureAwait(false))!;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<UnitChange> WatchAsync(UnitWatch watch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(watch);
        return _watchers.Add(watch, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.Run(_connection.Dispose).ConfigureAwait(false);
        _watchers.End();
        _jobs.FailAll();
        _calls.Dispose();
    }

    private async Task<object?> CallAsync(BusCall call, CancellationToken cancellationToken)
    {
        await _calls.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _connection.Enqueue(call);
            return await call.Answer.Task.WaitAsync(Patience, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException exception)
        {
            throw new ProviderException(ErrorReason.Transient, $"systemd did not answer {call.Member} within {Patience.TotalSeconds} s.", exception);
        }
        finally
        {
            _calls.Release();
        }
    }

    private async Task<UnitStart> RunJobAsync(BusCall request, Job job, CancellationToken cancellationToken)
    {
        // The job's end comes after this reply on the same thread: it cannot be missed.
        var call = request with
        {
            Read = reader =>
            {
                _jobs.Add(reader.ReadString(), job);
                return null;
            },
        };
        await CallAsync(call, cancellationToken).ConfigureAwait(false);
        return await job.End.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A new connection, or a manager that was executed anew: neither knows of us. On the connection's thread.</summary>
    private void Renew()
    {
        _jobs.FailAll();
        foreach (var call in ManagerCalls.Subscribe())
        {
            _connection.Enqueue(call);
        }

        _watchers.Tell(new UnitChange { Kind = UnitChangeKind.Unsure });
    }
}
