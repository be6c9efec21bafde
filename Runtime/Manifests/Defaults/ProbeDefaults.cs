using Reeve.Kubernetes;

namespace Reeve.Runtime.Manifests.Defaults;

/// <summary>Defaults of probes and of requests over HTTP.</summary>
internal static class ProbeDefaults
{
    private const int TimeoutSeconds = 1;
    private const int PeriodSeconds = 10;
    private const int SuccessThreshold = 1;
    private const int FailureThreshold = 3;

    public static Probe? Apply(Probe? probe) => probe is null ? null : probe with
    {
        TimeoutSeconds = probe.TimeoutSeconds.Or(TimeoutSeconds),
        PeriodSeconds = probe.PeriodSeconds.Or(PeriodSeconds),
        SuccessThreshold = probe.SuccessThreshold.Or(SuccessThreshold),
        FailureThreshold = probe.FailureThreshold.Or(FailureThreshold),
        HttpGet = Apply(probe.HttpGet),
        Grpc = probe.Grpc is null ? null : probe.Grpc with { Service = probe.Grpc.Service ?? "" },
    };

    public static HTTPGetAction? Apply(HTTPGetAction? get) => get is null ? null : get with
    {
        Path = get.Path.Or("/"),
        Scheme = get.Scheme.Or(UriSchemes.Http),
    };
}
