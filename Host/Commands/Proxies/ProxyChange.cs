using Reeve.AspNetCore.Clusters.Serving;
using Reeve.AspNetCore.Proxies.Wire;
using Reeve.Host.CommandLine;
using Reeve.Host.Proxies.Client;
using Reeve.Host.Rendering.Proxies;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Host.Commands.Proxies;

/// <summary>Changes the document of a proxy, whatever it is by then.</summary>
internal static class ProxyChange
{
    private const int Tries = 5;

    /// <summary>Changes it, or says what would be changed.</summary>
    /// <param name="cli">The world.</param>
    /// <param name="client">The agent.</param>
    /// <param name="name">The proxy.</param>
    /// <param name="change">Makes the next document.</param>
    /// <param name="dryRun">Whether only to say what would be changed.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<int> RunAsync(
        Cli cli, ProxyClient client, string name, Func<ProxySpec, ProxySpec> change, bool dryRun, CancellationToken cancellationToken)
    {
        for (var left = Tries; ; left--)
        {
            var current = await client.GetAsync(name, cancellationToken);
            var next = change(current.Spec ?? new ProxySpec());
            if (dryRun)
            {
                ProxyTables.WriteChanges(cli.Out, await client.DiffAsync(name, next, cancellationToken));
                return ExitCodes.Success;
            }

            try
            {
                return Tell(cli, await client.ApplyAsync(name, next, current.Revision, cancellationToken), current.Revision);
            }
            catch (ApiException e) when (e.Code is RpcCode.Aborted && e.Status == 412 && left > 1)
            {
                // Somebody else was faster: the change is made to what he has left.
            }
        }
    }

    /// <summary>Says what became of it.</summary>
    /// <param name="cli">The world.</param>
    /// <param name="now">The proxy now.</param>
    /// <param name="before">Its revision before.</param>
    public static int Tell(Cli cli, ProxyDocument now, long? before)
    {
        cli.Out.WriteLine(now.Revision == before ? $"proxy {now.Name} unchanged (revision {now.Revision})" : $"proxy {now.Name} serves revision {now.Revision}");
        return ExitCodes.Success;
    }
}
