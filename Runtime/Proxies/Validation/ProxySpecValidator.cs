using Reeve.Proxies;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Runtime.Proxies.Validation;

/// <summary>Says what is wrong with a document.</summary>
public static class ProxySpecValidator
{
    // What a snapshot costs to compile and to keep is bounded.
    private const int MostObjects = 10_000;

    /// <summary>Checks a document as a whole.</summary>
    /// <param name="spec">The document.</param>
    /// <param name="capabilities">What the provider can do; null to leave that out.</param>
    /// <returns>Empty if nothing is wrong.</returns>
    public static IReadOnlyList<FieldError> Validate(ProxySpec spec, ProxyCapabilities? capabilities = null)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var errors = new SpecErrors();
        if (spec.Listeners.Count + spec.Routes.Count + spec.Upstreams.Count + spec.Certificates.Count > MostObjects)
        {
            errors.Add("", $"Too many: at most {MostObjects} listeners, routes, upstreams and certificates together");
            return errors.All;
        }

        ListenerRules.Check(spec, errors);
        UpstreamRules.Check(spec, errors);
        RouteRules.Check(spec, errors);
        CertificateRules.Check(spec, errors);
        if (capabilities is not null)
        {
            FeatureRules.Check(spec, capabilities, errors);
        }

        return errors.All;
    }
}
