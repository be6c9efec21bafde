using Reeve.AspNetCore.Clusters.Wire;
using Reeve.AspNetCore.Proxies;
using Reeve.Proxies;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Hosting.Proxies;
using Reeve.Runtime.Operations;
using Reeve.Runtime.Proxies.Specs;
using System.Globalization;

namespace Reeve.Host.Pages.Documents;

/// <summary>Clusters, operations and proxies as the status page shows them.</summary>
internal static class SiteDocuments
{
    /// <summary>A cluster.</summary>
    public static ClusterInfo Of(ClusterView view) => new()
    {
        Name = view.Key,
        Type = Stated(view.Type),
        Phase = view.Phase.ToString(),
        Description = Stated(view.Description),
        Version = Stated(view.KubernetesVersion) is { } version ? $"v{version.TrimStart('v')}" : null,
        Endpoint = Stated(view.Endpoint),
        Machines = view.Machines.Count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{view.Machines.Count(static machine => machine.Ready)}/{view.Machines.Count}"),
        Conditions =
        [
            .. view.Conditions.Select(static condition => new ConditionInfo
            {
                Type = condition.Type, Holds = condition.Status, Message = Stated(condition.Message), Since = WireTimes.Text(condition.LastTransitionTime),
            }),
        ],
        Certificates = [.. view.Certificates.Select(static certificate => new CertificateInfo { Name = certificate.Name, NotAfter = WireTimes.Text(certificate.NotAfter) })],
        Operation = view.OperationId,
    };

    /// <summary>An operation.</summary>
    public static OperationInfo Of(Operation operation) => new()
    {
        Id = operation.Id,
        Cluster = operation.Cluster.ToString(),
        Intent = operation.Intent.ToString(),
        State = operation.State.ToString(),
        StartedAt = WireTimes.Text(operation.StartedAt),
        EndedAt = WireTimes.Text(operation.EndedAt),
        Error = Stated(operation.Error),
        StepsDone = operation.Steps.Count(static step => step.State is StepState.Done or StepState.AlreadyDone),
        Steps = operation.HasEnded ? [] : [.. operation.Steps.Select(static step => new StepInfo { Title = step.Title, State = step.State.ToString(), Message = Stated(step.Message) })],
    };

    /// <summary>A proxy, asked how it is.</summary>
    /// <param name="site">The proxy.</param>
    /// <param name="part">The part of its document that is shown; null for all of it.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public static async Task<ProxyInfo> OfAsync(IProxySite site, ProxySpec? part, CancellationToken cancellationToken)
    {
        ProxyObservation? observed = null;
        string? problem = null;
        try
        {
            observed = site.Service.Capabilities is null ? null : await site.Service.ObserveAsync(cancellationToken);
        }
        catch (ProviderException e)
        {
            // That is when somebody looks.
            problem = e.Message;
        }

        var status = ProxyDocuments.StatusOf(site, observed, problem);
        status = part is null ? status : ProxyDocuments.PartOf(status, part);
        return new ProxyInfo
        {
            Name = site.Name,
            Provider = site.Provider,
            Phase = status.Phase ?? "Empty",
            Problem = status.Problem,
            Revision = site.Service.Current?.Revision ?? 0,
            Listeners =
            [
                .. status.Listeners.Select(static listener => new ListenerInfo
                {
                    Name = listener.Name ?? "", Protocol = listener.Protocol, Address = listener.Address, Connections = listener.Connections, Fault = listener.Fault,
                }),
            ],
            Servers = status.Upstreams.Count,
            Unhealthy = [.. status.Upstreams.Where(static member => !member.Healthy).Select(static member => $"{member.Group}: {member.Address}: {member.Reason}")],
            Certificates =
            [
                .. status.Certificates.Select(static certificate => new CertificateInfo
                {
                    Name = certificate.Name ?? "", Names = certificate.Names, NotAfter = certificate.NotAfter, RenewAt = certificate.RenewAt, Problem = certificate.Problem,
                }),
            ],
        };
    }

    private static string? Stated(string text) => text.Length > 0 ? text : null;
}
