using Microsoft.AspNetCore.Http;
using Reeve.Runtime.KubeletApi.Metrics;
using Reeve.Runtime.KubeletApi.PortForwarding;
using Reeve.Runtime.KubeletApi.Streaming;
using Reeve.Workloads;

namespace Reeve.Runtime.KubeletApi.Endpoints;

/// <summary><c>/portForward/{namespace}/{pod}</c>, over SPDY or WebSocket.</summary>
internal sealed class PortForwardEndpoint(PodLookup lookup, StreamingServices services, KubeletMetrics metrics)
{
    public async Task HandleAsync(HttpContext context, string podNamespace, string pod, string? uid, CancellationToken stopping)
    {
        var record = lookup.Find(podNamespace, pod, uid);
        var target = new PortTarget(lookup.IdOf(record), $"{pod}_{podNamespace}", lookup.Require<IPodPortForward>("forward ports"));
        metrics.Stream("portForward", 1);
        try
        {
            if (WebSocketUpgrade.IsAskedFor(context))
            {
                await WebSocketPortForward.RunAsync(context, target, services, stopping);
                return;
            }

            StreamProtocols.Negotiate(context, [StreamProtocols.PortForward]);
            var transport = await SpdyUpgrade.AcceptAsync(context);
            await SpdyPortForward.RunAsync(transport, target, services, context.Abort, stopping);
        }
        finally
        {
            metrics.Stream("portForward", -1);
        }
    }
}
