using Microsoft.Extensions.Logging;
using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Host.Logging;
using Reeve.Host.Memory;
using Reeve.Host.Service;

namespace Reeve.Host.Agent;

/// <summary>What one run of an agent has around it, whatever the agent is: logging, signals, the return of memory that lies idle.</summary>
internal sealed class AgentProcess : IDisposable
{
    private readonly IdleTrim _trim;
    private readonly CancellationTokenSource _starting;
    private readonly CancellationTokenRegistration _stopStarting;

    /// <summary>Begins.</summary>
    /// <param name="cli">The world.</param>
    /// <param name="configuration">The configuration.</param>
    /// <param name="cancellationToken">Cancels the start, as the first signal does.</param>
    public AgentProcess(Cli cli, LoadedConfiguration configuration, CancellationToken cancellationToken)
    {
        Loggers = HostLogging.Create(cli, configuration.Options.Logging);
        Signals = new StopSignals();
        Service = ServiceManager.From(cli.Environment, cli.Time, Loggers.CreateLogger<ServiceManager>());
        _trim = IdleTrim.Start(cli.Time);
        _starting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _stopStarting = Signals.Token.Register(() =>
        {
            Service.Stopping();
            _starting.Cancel();
        });
    }

    /// <summary>Makes loggers.</summary>
    public ILoggerFactory Loggers { get; }

    /// <summary>Who asks for the end.</summary>
    public StopSignals Signals { get; }

    /// <summary>The service manager that started the process, if one did.</summary>
    public ServiceManager Service { get; }

    /// <summary>Cancelled by whatever ends the start: a signal, the caller, <see cref="GiveUpAsync"/>.</summary>
    public CancellationToken Starting => _starting.Token;

    /// <summary>Ends the start.</summary>
    public Task GiveUpAsync() => _starting.CancelAsync();

    /// <summary>Starts an agent.</summary>
    /// <param name="start">Starts it.</param>
    /// <returns>False if a signal asked for the end before it had started, which is no failure.</returns>
    public async Task<bool> StartAsync(Func<CancellationToken, Task> start)
    {
        try
        {
            await start(Starting);
            return true;
        }
        catch (OperationCanceledException) when (Signals.Asked.IsCompleted)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopStarting.Dispose();
        _starting.Dispose();
        _trim.Dispose();
        Service.Dispose();
        Signals.Dispose();
        Loggers.Dispose();
    }
}
