using System.Net;
using Reeve.Host.Agent;
using Reeve.Host.Agent.Proxies;
using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Host.Configuration.Proxies;
using Reeve.Runtime.Plugins;
using Reeve.Runtime.Proxies.Revisions;
using Reeve.Runtime.Proxies.Specs;
using Reeve.Runtime.State;

namespace Reeve.Host.Doctor;

/// <summary>Checks of what the proxies of the configuration need. Without any there is nothing to check.</summary>
/// <param name="cli">The world.</param>
/// <param name="configuration">The configuration.</param>
/// <param name="plugins">Plugins, loaded on trial.</param>
internal sealed class ProxyChecks(Cli cli, LoadedConfiguration configuration, TrialPlugins plugins)
{
    /// <summary>The area of these checks.</summary>
    public static readonly DoctorArea Area = new("proxies");

    private readonly string _directory = StateDirectories.Resolve(configuration.Options, cli);

    /// <summary>Runs them.</summary>
    public async Task<IReadOnlyList<DoctorCheck>> RunAsync(CancellationToken cancellationToken)
    {
        List<DoctorCheck> checks = [];
        var isRunning = Directory.Exists(_directory) && StateDirectory.FindHolder(_directory) is not null;
        foreach (var plan in configuration.Proxies.Plans)
        {
            checks.Add(CheckProvider(plan));
            checks.AddRange(isRunning ? [] : CheckListeners(plan));
            checks.AddRange(CertificateFiles.Check(plan.Name, AgentCertificate.AddTo(plan, configuration), Path.Combine(new AgentLayout(_directory).Proxy(plan.Name), "certificates"), cli.Time));
        }

        checks.AddRange(await new ZoneChecks(configuration, new AgentLayout(_directory), cli.Time).RunAsync(cancellationToken));
        return checks;
    }

    private DoctorCheck CheckProvider(ProxyPlan plan) => plugins.Host.Plugins.FindProvider(ProviderKind.Proxy, plan.Provider) is { } provider
        ? Area.Ok(plan.Name, $"{provider} serves it")
        : Area.Lacking(plan.Name, $"no plugin has the provider {plan.Provider}; \"reeve plugins list\" shows what there is");

    // What the agent would serve when it starts.
    private IEnumerable<DoctorCheck> CheckListeners(ProxyPlan plan)
    {
        ProxySpec spec;
        var damage = "";
        try
        {
            spec = ProxyHistory.FindCurrent(new AgentLayout(_directory).Proxy(plan.Name))?.Spec ?? plan.Initial ?? new ProxySpec();
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            (spec, damage) = (new ProxySpec(), e.Message);
        }

        return damage.Length > 0 ? [Area.Lacking($"{plan.Name} history", damage)] : spec.Listeners.Select(listener => CheckListener(plan, listener));
    }

    private static DoctorCheck CheckListener(ProxyPlan plan, ProxyListenerSpec listener)
    {
        var name = $"{plan.Name} {listener.Address}";
        if (!IPEndPoint.TryParse(listener.Address.StartsWith(':') ? $"[::]{listener.Address}" : listener.Address, out var endPoint))
        {
            return Area.Lacking(name, "this is no address with a port");
        }

        return ListenerProbe.Find(endPoint, listener.Protocol is "udp") is { } problem ? Area.Lacking(name, problem) : Area.Ok(name, "the port can be had");
    }
}
