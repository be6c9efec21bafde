using Microsoft.Extensions.Logging;
using Reeve.AspNetCore.Clusters;
using Reeve.AspNetCore.Clusters.Routes;
using Reeve.AspNetCore.Clusters.Sessions;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.Host.Agent;
using Reeve.Host.Control;
using Reeve.Host.Pages.Documents;
using Reeve.Host.Pages.Feed;
using Reeve.Host.Pages.Routes;
using Reeve.Host.Serving;

namespace Reeve.Host.Pages;

/// <summary>
/// A page for people that shows how things are, live: nodes, pods, plugins, clusters with what goes on, proxies with certificates. It changes something only for
/// those who have signed in. Beside the REST API, and on listeners of its own.
/// </summary>
internal sealed class StatusPage : IDisposable
{
    /// <summary>Where it is.</summary>
    public const string Path = PageSessions.Path;

    private readonly StatusFeeds _feeds;

    /// <summary>Puts it together.</summary>
    /// <param name="context">What there is to see.</param>
    /// <param name="api">The API beside which it is; it lets callers in.</param>
    public StatusPage(ServedApiContext context, ClusterApi api)
    {
        var time = context.Api.Time;
        var logger = context.Api.Loggers.CreateLogger<StatusFeed>();
        var sources = new StatusSources(context);
        _feeds = new StatusFeeds(new StatusFeed([.. sources.All()], time, logger), caller => new StatusFeed([.. sources.Of(caller)], time, logger));
        Handler = api.HandlerOf(new RouteTable(
        [
            .. PageRoutes.Create(_feeds, time), .. new SessionCalls(api.Gate).Create(), .. new ActionCalls(context.Api.Operations, context.Plugins).Create(), DescriptionRoutes.Health,
        ]));
        var settings = context.Page;
        Listeners = [ApiListeners.Find("statusPage", settings.Listen, tls: false, Handler), ApiListeners.Find("statusPageTls", settings.ListenTls, tls: true, Handler)];
    }

    /// <summary>Answers for it.</summary>
    public IApiHandler Handler { get; }

    /// <summary>Where it listens by itself; null for what is off.</summary>
    public IReadOnlyList<ApiListener?> Listeners { get; }

    /// <summary>The handler of a listener that it shares with another one.</summary>
    public IApiHandler Beside(IApiHandler other) => new SharedHandler(Path, Handler, other);

    /// <summary>Shows an agent's nodes and pods too, once it runs.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="nodes">Its nodes, as they are when it is called.</param>
    public void Show(IAgent agent, Func<IReadOnlyList<NodeInfo>> nodes) => _feeds.All.Add(
    [
        StatusSource.Of("nodes", StatusJson.Default.NodeInfo, static node => node.Name, _ => Task.FromResult<IEnumerable<NodeInfo>>(nodes())),
        StatusSource.Of(
            "pods", StatusJson.Default.PodInfo, static pod => pod.Uid,
            async cancellationToken => (await agent.ListPodsAsync(cancellationToken)).Select(WorkloadDocuments.Of), agent.WatchPodsAsync),
    ]);

    /// <summary>Ends everything that is being watched.</summary>
    public void Dispose() => _feeds.Dispose();
}
