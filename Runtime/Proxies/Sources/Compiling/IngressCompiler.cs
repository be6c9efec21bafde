using Reeve.Kubernetes;
using Reeve.Proxies;
using Reeve.Runtime.Proxies.Sources.Model;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Runtime.Proxies.Sources.Compiling;

/// <summary>Makes routes and certificates of Ingresses. The first of two that want the same host and path has it.</summary>
/// <param name="names">Names.</param>
/// <param name="listeners">Listeners of HTTP.</param>
/// <param name="certificates">Certificates.</param>
/// <param name="groups">Servers.</param>
/// <param name="builder">Takes what is made.</param>
/// <param name="capabilities">What the proxy's provider can do; null for everything.</param>
internal sealed class IngressCompiler(SourceNames names, HttpListeners listeners, CertificateCompiler certificates, GroupCompiler groups, PlanBuilder builder, ProxyCapabilities? capabilities)
{
    private const string ClassAnnotation = "kubernetes.io/ingress.class";

    private readonly Dictionary<(string Host, string Path), string> _taken = [];

    /// <summary>Whether an ingress asks for this proxy.</summary>
    public static bool IsMeant(Ingress ingress, KubernetesSourceOptions options) =>
        ingress.Metadata.DeletionTimestamp is null
        && ((ingress.Spec.IngressClassName ?? ingress.Metadata.Annotations.GetValueOrDefault(ClassAnnotation)) is { Length: > 0 } asked
            ? asked == options.IngressClass
            : options.IngressWithoutClass);

    /// <summary>Adds an ingress.</summary>
    public void Add(Ingress ingress, SourceOutcome outcome)
    {
        var certified = ingress.Spec.Tls.Count(tls => AddCertificate(ingress, tls, outcome));
        var served = listeners.OfIngresses(certified > 0, out var problem);
        if (problem is not null)
        {
            outcome.Problems.Add(problem);
        }

        if (served.Count == 0)
        {
            outcome.IsServed = false;
            return;
        }

        foreach (var (rule, path) in ingress.Spec.Rules.SelectMany(static rule => (rule.Http?.Paths ?? []).Select(path => (rule, path))))
        {
            Add(ingress, rule.Host ?? "", path, served, outcome);
        }

        if (ingress.Spec.DefaultBackend is { } fallback)
        {
            Add(ingress, "", new IngressPath { Path = "/", PathType = "Prefix", Backend = fallback }, served, outcome);
        }
    }

    private void Add(Ingress ingress, string host, IngressPath path, IReadOnlyList<string> served, SourceOutcome outcome)
    {
        var match = PathMatch.Of(path.PathType, path.Path);
        if (match.Problem(capabilities) is { } lack)
        {
            outcome.Problems.Add(SourceProblem.Unsupported($"A path of {TextOf(host)} {lack}."));
            return;
        }

        var key = (host, match.Key);
        if (!_taken.TryAdd(key, $"{ingress.Metadata.Namespace}/{ingress.Metadata.Name}"))
        {
            outcome.Problems.Add(SourceProblem.Conflict($"The path {match} of {TextOf(host)} belongs to the Ingress {_taken[key]}."));
            return;
        }

        var owner = SourceOutcome.KeyOf(ingress);
        var route = new ProxyRouteSpec
        {
            Name = names.Name("ing", ingress.Metadata.Namespace ?? "", ingress.Metadata.Name, host, match.Key),
            Listeners = served,
            Hosts = host.Length > 0 ? [host] : [],
            PathPrefix = match.Prefix,
            ExactPath = match.Exact,
            PreserveHost = true,
        };
        var group = GroupOf(ingress, path.Backend?.Service, out var problem);
        if (problem is not null)
        {
            // The path stays this ingress's: its clients must not get the answers of a shorter one.
            outcome.Problems.Add(problem);
        }

        if (group is not null)
        {
            builder.Add(group, owner);
        }

        builder.Add(group is null ? route with { Response = new ProxyResponseSpec { Status = 503, Body = "no server is available\n" } } : route with { Upstream = group.Name }, owner);
    }

    private ProxyUpstreamGroupSpec? GroupOf(Ingress ingress, IngressServiceBackend? backend, out SourceProblem? problem)
    {
        if (backend is null)
        {
            problem = SourceProblem.Unsupported("A backend is no service.");
            return null;
        }

        return groups.Find(ingress.Metadata.Namespace, backend.Name, backend.Port?.Name, backend.Port?.Number, out problem);
    }

    // Without a secret the hosts are those for which the proxy has a certificate of its own.
    private bool AddCertificate(Ingress ingress, IngressTls tls, SourceOutcome outcome) => tls.SecretName is not { Length: > 0 } secret || certificates.Add(
        ingress, secret, tls.Hosts.Count > 0 ? tls.Hosts : [.. ingress.Spec.Rules.Select(static rule => rule.Host).OfType<string>().Distinct()], outcome);

    private static string TextOf(string host) => host.Length > 0 ? host : "all hosts";
}
