using Reeve.Clusters;
using Reeve.Plugins;
using Reeve.TestKit.Conformance;

namespace Reeve.TestKit.Clusters;

/// <summary>What the contract demands of optional capabilities, where a provisioner has them.</summary>
internal static class CapabilityCases
{
    public static IReadOnlyList<ConformanceCase<ClusterSession>> All { get; } =
    [
        new("kubeconfig.absent", "A kubeconfig of a cluster that is not there is NotFound, whoever it is for.", NoKubeconfigAsync),
        new("kubeconfig.gives", "The administrator's kubeconfig names a server.", KubeconfigAsync),
        new("certificates.absent", "Certificates of a cluster that is not there are NotFound, or none.", NoCertificatesAsync),
        new("certificates.times", "Each certificate has a name of its own, and ends after it begins.", CertificatesAsync),
        new("plugin.unloads", "Nothing keeps the plugin in memory once it is closed.", UnloadsAsync),
    ];

    private static async Task NoKubeconfigAsync(ClusterSession session, CancellationToken cancellationToken)
    {
        var kubeconfigs = Kubeconfigs(session);
        foreach (var request in new[] { new KubeconfigRequest(), new KubeconfigRequest { User = "somebody", Groups = ["some"] } })
        {
            ErrorReason[] reasons = request.User is null ? [ErrorReason.NotFound] : [ErrorReason.NotFound, ErrorReason.Unsupported];
            await Require.ThrowsAsync(
                () => kubeconfigs.GetKubeconfigAsync(session.Spec.Id, request, session.Look(), cancellationToken), $"one for {request.User ?? "the administrator"}", reasons).ConfigureAwait(false);
        }
    }

    private static async Task KubeconfigAsync(ClusterSession session, CancellationToken cancellationToken)
    {
        var kubeconfigs = Kubeconfigs(session);
        session.RequireApplying();
        await session.DoAsync(ClusterIntent.Create, cancellationToken).ConfigureAwait(false);
        var text = await kubeconfigs.GetKubeconfigAsync(session.Spec.Id, new KubeconfigRequest(), session.Look(), cancellationToken).ConfigureAwait(false);
        Require.True(text.Contains("server:", StringComparison.Ordinal) && text.Contains("kind: Config", StringComparison.Ordinal), "it names none");
    }

    private static async Task NoCertificatesAsync(ClusterSession session, CancellationToken cancellationToken)
    {
        var certificates = Certificates(session);
        try
        {
            Require.Equal(0, (await certificates.GetCertificatesAsync(session.Spec.Id, session.Look(), cancellationToken).ConfigureAwait(false)).Count, "certificates");
        }
        catch (ProviderException e) when (e.Reason is ErrorReason.NotFound)
        {
            // As good.
        }
    }

    private static async Task CertificatesAsync(ClusterSession session, CancellationToken cancellationToken)
    {
        var certificates = Certificates(session);
        session.RequireApplying();
        await session.DoAsync(ClusterIntent.Create, cancellationToken).ConfigureAwait(false);
        var all = await certificates.GetCertificatesAsync(session.Spec.Id, session.Look(), cancellationToken).ConfigureAwait(false);
        Require.True(all.Count > 0, "there is none");
        Require.Equal(all.Count, all.Select(one => one.Name).Distinct(StringComparer.Ordinal).Count(), "names");
        Require.True(all.All(one => one.NotAfter > one.NotBefore), "one ends before it begins");
    }

    private static async Task UnloadsAsync(ClusterSession session, CancellationToken cancellationToken)
    {
        await session.PlanAsync(ClusterIntent.Create, cancellationToken).ConfigureAwait(false);
        Require.True(await session.UnloadsAsync(cancellationToken).ConfigureAwait(false), "its load context is still there");
    }

    private static IClusterKubeconfig Kubeconfigs(ClusterSession session)
    {
        var kubeconfigs = session.Provider.Capability<IClusterKubeconfig>();
        Require.Applies(kubeconfigs is not null, "the provisioner gives no kubeconfigs");
        return kubeconfigs!;
    }

    private static IClusterCertificates Certificates(ClusterSession session)
    {
        var certificates = session.Provider.Capability<IClusterCertificates>();
        Require.Applies(certificates is not null, "the provisioner does not tell of certificates");
        return certificates!;
    }
}
