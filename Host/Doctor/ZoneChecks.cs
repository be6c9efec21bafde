using Reeve.Host.Agent;
using Reeve.Host.Agent.Proxies;
using Reeve.Host.Configuration;

namespace Reeve.Host.Doctor;

/// <summary>Checks that zones can be changed: a text is added to each, and removed again.</summary>
/// <param name="configuration">The configuration.</param>
/// <param name="layout">The state directory, for whose the records are.</param>
/// <param name="time">The clock.</param>
internal sealed class ZoneChecks(LoadedConfiguration configuration, AgentLayout layout, TimeProvider time)
{
    private const string Text = "reeve doctor";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Runs them.</summary>
    public async Task<IReadOnlyList<DoctorCheck>> RunAsync(CancellationToken cancellationToken)
    {
        List<DoctorCheck> checks = [];
        foreach (var zone in configuration.Proxies.Dns)
        {
            await using var parts = new PartStack();
            using var deadline = new CancellationTokenSource(Patience, time);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
            try
            {
                var owner = AgentOwner.Find(layout, configuration.Options) ?? new Owner { Cluster = "doctor", Node = "doctor" };
                var dns = AgentZones.Open(configuration.Proxies with { Dns = [zone] }, owner, parts, time)!;
                var name = $"_reeve-doctor.{zone.Zone}";
                await dns.AddTextAsync(name, Text, patience.Token);
                await dns.RemoveTextAsync(name, Text, patience.Token);
                checks.Add(ProxyChecks.Area.Ok($"dns {zone.Name}", $"{zone.Zone} can be changed"));
            }
            catch (ProviderException e)
            {
                checks.Add(ProxyChecks.Area.Lacking($"dns {zone.Name}", e.Message));
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                checks.Add(ProxyChecks.Area.Lacking($"dns {zone.Name}", $"{zone.Zone} could not be changed within {Patience.TotalSeconds:0} s"));
            }
        }

        return checks;
    }
}
