using Microsoft.Extensions.Logging;
using Reeve.Runtime.KubeletApi.Authentication;
using Reeve.Runtime.KubeletApi.Authorization;
using Reeve.Runtime.KubeletApi.Endpoints;
using Reeve.Runtime.KubeletApi.Metrics;
using Reeve.Runtime.KubeletApi.Spdy;
using Reeve.Runtime.KubeletApi.Stats;
using Reeve.Runtime.KubeletApi.Streaming;
using Reeve.Runtime.Kubernetes.Http;

namespace Reeve.Runtime.KubeletApi.Serving;

/// <summary>Puts the parts of a server together.</summary>
internal static class KubeletComposition
{
    public static KubeletApplication Compose(
        KubeletApiSetup setup, IReviewer reviewer, KubeletMetrics metrics, ILoggerFactory loggers, TimeProvider time, CancellationToken stopping)
    {
        var options = setup.Options;
        var rate = options.RequestsPerSecond > 0 ? new TokenBucket(options.RequestsPerSecond, 2 * options.RequestsPerSecond, time) : null;
        var authenticator = new RequestAuthenticator(
            new CertificateAuthenticator(setup.ClientAuthorities, time),
            new TokenAuthenticator(reviewer, options.CacheEntries, options.TokenCacheTime, time));
        return new KubeletApplication(
            authenticator,
            new RequestAuthorizer(setup.NodeName, reviewer, options, time),
            RouterOf(setup, metrics, loggers, time),
            rate,
            metrics,
            time,
            loggers.CreateLogger<KubeletApplication>(),
            stopping);
    }

    private static KubeletRouter RouterOf(KubeletApiSetup setup, KubeletMetrics metrics, ILoggerFactory loggers, TimeProvider time)
    {
        var options = setup.Options;
        var lookup = new PodLookup(setup);
        var response = new ResponseBody(options.WriteTimeout, time);
        var streaming = new StreamingServices
        {
            Time = time,
            Limits = new SpdyLimits { MaxStreams = options.MaxStreamsPerConnection, IdleTimeout = options.StreamIdleTimeout },
            StreamCreationTimeout = options.StreamCreationTimeout,
        };
        return new KubeletRouter(
            new PodsEndpoint(setup, response),
            new LogsEndpoint(lookup, options, time),
            new CommandEndpoint(lookup, streaming, metrics),
            new RunEndpoint(lookup, response),
            new PortForwardEndpoint(lookup, streaming, metrics),
            new StatsEndpoint(setup, new StatsSource(setup, time, loggers.CreateLogger<StatsSource>()), response),
            new HealthEndpoint(setup, response),
            new ConfigEndpoint(setup, response),
            new NodeLogsEndpoint(options, response),
            new NodeLogQueryEndpoint(options, response),
            new DebugEndpoint(options, response));
    }
}
