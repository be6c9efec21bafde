using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using Reeve.Systemd.Bus;

namespace Reeve.Systemd;

/// <summary>The service manager over libsystemd's sd-bus.</summary>
public sealed class SystemdManager : ISystemdManager
{
    private const string Root = "/org/freedesktop/systemd1";
    private const string Units = Root + "/unit/";
    private const string Manager = "org.freedesktop.systemd1.Manager";
    private const string PropertiesInterface = "org.freedesktop.DBus.Properties";
    private const string Rule = "type='signal',sender='org.freedesktop.systemd1',path_namespace='" + Root + "'";
    private const string ExecutedAnew = "type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='org.freedesktop.systemd1'";
    private const int MostCalls = 32;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TimeProvider _time;
    private readonly BusConnection _connection;
    private readonly SemaphoreSlim _calls = new(MostCalls);
    private readonly Dictionary<string, TaskCompletionSource<string>> _jobs = []; // on the connection's thread alone
    private readonly Lock _lock = new();
    private readonly List<Channel<UnitChange>> _watchers = [];

    private SystemdManager(SystemdAddress address, TimeProvider time)
    {
        _time = time;
        _connection = new BusConnection(address, OnSignal, OnReconnected);
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
            await Task.WhenAll(SubscriptionCalls().Select(call => manager.CallAsync(call, cancellationToken))).ConfigureAwait(false);
            return manager;
        }
        catch
        {
            await manager.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<string> StartTransientUnitAsync(string name, IReadOnlyList<UnitProperty> properties, CancellationToken cancellationToken) =>
        RunJobAsync(
            "StartTransientUnit",
            writer =>
            {
                writer.Write("s", name);
                writer.Write("s", "fail");
                writer.Properties(properties);
                writer.Empty("(sa(sv))");
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<string> StopUnitAsync(string name, CancellationToken cancellationToken) =>
        RunJobAsync(
            "StopUnit",
            writer =>
            {
                writer.Write("s", name);
                writer.Write("s", "replace");
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task KillUnitAsync(string name, UnitProcesses processes, int signal, CancellationToken cancellationToken) =>
        CallAsync(
            OfManager("KillUnit", writer =>
            {
                writer.Write("s", name);
                writer.Write("s", processes == UnitProcesses.Main ? "main" : "all");
                writer.Write("i", signal);
            }),
            cancellationToken);

    /// <inheritdoc/>
    public Task ResetFailedUnitAsync(string name, CancellationToken cancellationToken) =>
        CallAsync(OfManager("ResetFailedUnit", writer => writer.Write("s", name)), cancellationToken);

    /// <inheritdoc/>
    public Task SetUnitPropertiesAsync(string name, IReadOnlyList<UnitProperty> properties, CancellationToken cancellationToken) =>
        CallAsync(
            OfManager("SetUnitProperties", writer =>
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
            Path = PathOf(name),
            Interface = PropertiesInterface,
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
            Path = Root,
            Interface = PropertiesInterface,
            Member = "Get",
            Write = writer =>
            {
                writer.Write("s", Manager);
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
            Path = Root,
            Interface = Manager,
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
    public IAsyncEnumerable<UnitChange> WatchAsync(CancellationToken cancellationToken)
    {
        var channel = Channel.CreateUnbounded<UnitChange>(new UnboundedChannelOptions { SingleReader = true });
        lock (_lock)
        {
            _watchers.Add(channel);
        }

        return ReadAsync(channel, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.Run(_connection.Dispose).ConfigureAwait(false);
        lock (_lock)
        {
            _watchers.ForEach(watcher => watcher.Writer.TryComplete());
        }

        FailJobs();
        _calls.Dispose();
    }

    /// <summary>The path of a unit's object: every character but ASCII letters and digits as <c>_xx</c>; see sd_bus_path_encode(3).</summary>
    internal static string PathOf(string unit)
    {
        var path = new StringBuilder(Units);
        for (var i = 0; i < unit.Length; i++)
        {
            var plain = char.IsAsciiLetter(unit[i]) || (char.IsAsciiDigit(unit[i]) && i > 0);
            path = plain ? path.Append(unit[i]) : path.Append(System.Globalization.CultureInfo.InvariantCulture, $"_{(int)unit[i]:x2}");
        }

        return path.ToString();
    }

    /// <summary>The unit of a path, the opposite of <see cref="PathOf"/>; empty if it is the path of none.</summary>
    internal static string UnitOf(string path)
    {
        if (!path.StartsWith(Units, StringComparison.Ordinal))
        {
            return "";
        }

        var unit = new StringBuilder();
        for (var i = Units.Length; i < path.Length; i++)
        {
            if (path[i] == '_' && i + 2 < path.Length && byte.TryParse(path.AsSpan(i + 1, 2), System.Globalization.NumberStyles.HexNumber, null, out var code))
            {
                unit.Append((char)code);
                i += 2;
            }
            else
            {
                unit.Append(path[i]);
            }
        }

        return unit.ToString();
    }

    private static BusCall OfManager(string member, Action<MessageWriter> write) =>
        new() { Path = Root, Interface = Manager, Member = member, Write = write };

    private static BusCall Match(string rule) => new()
    {
        Destination = "org.freedesktop.DBus",
        Path = "/org/freedesktop/DBus",
        Interface = "org.freedesktop.DBus",
        Member = "AddMatch",
        Write = writer => writer.Write("s", rule),
    };

    private static BusCall[] SubscriptionCalls() => [Match(Rule), Match(ExecutedAnew), OfManager("Subscribe", static _ => { })];

    private async IAsyncEnumerable<UnitChange> ReadAsync(Channel<UnitChange> channel, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var change in channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return change;
            }
        }
        finally
        {
            lock (_lock)
            {
                _watchers.Remove(channel);
            }
        }
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

    private async Task<string> RunJobAsync(string member, Action<MessageWriter> write, CancellationToken cancellationToken)
    {
        var call = new BusCall
        {
            Path = Root,
            Interface = Manager,
            Member = member,
            Write = write,
            // The job's end comes after this reply on the same thread: it cannot be missed.
            Read = reader => Await(reader.ReadString()),
        };
        var job = (Task<string>)(await CallAsync(call, cancellationToken).ConfigureAwait(false))!;
        return await job.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private Task<string> Await(string job)
    {
        var ended = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _jobs[job] = ended;
        return ended.Task;
    }

    private void OnSignal(MessageReader message)
    {
        switch (message.Member)
        {
            case "PropertiesChanged":
                var type = message.ReadString();
                Publish(new UnitChange
                {
                    Kind = UnitChangeKind.Properties,
                    Unit = UnitOf(message.Path),
                    Interface = type,
                    Properties = message.ReadProperties(static _ => true),
                });
                break;
            case "JobRemoved":
                message.Read();
                var job = message.ReadString();
                message.Read();
                if (_jobs.Remove(job, out var ended))
                {
                    ended.TrySetResult(message.ReadString());
                }

                break;
            case "UnitRemoved":
                Publish(new UnitChange { Kind = UnitChangeKind.Removed, Unit = message.ReadString() });
                break;
            case "Reloading" when message.Read() is false:
                Publish(new UnitChange { Kind = UnitChangeKind.Unsure });
                break;
            case "NameOwnerChanged":
                OnOwnerChanged(message);
                break;
        }
    }

    private void OnOwnerChanged(MessageReader message)
    {
        message.Read();
        message.Read();
        if (message.ReadString().Length > 0)
        {
            OnReconnected(_connection);
        }
    }

    private void OnReconnected(BusConnection connection)
    {
        FailJobs();
        foreach (var call in SubscriptionCalls())
        {
            connection.Enqueue(call);
        }

        Publish(new UnitChange { Kind = UnitChangeKind.Unsure });
    }

    private void FailJobs()
    {
        foreach (var job in _jobs.Values)
        {
            job.TrySetException(BusErrors.Lost);
        }

        _jobs.Clear();
    }

    private void Publish(UnitChange change)
    {
        lock (_lock)
        {
            _watchers.ForEach(watcher => watcher.Writer.TryWrite(change));
        }
    }
}
