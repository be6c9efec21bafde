using System.Security.Cryptography;
using System.Text.Json.Serialization.Metadata;
using Reeve.Runtime.Proxies.Acme.Challenges;
using Reeve.Runtime.Proxies.Acme.Resources;

namespace Reeve.Runtime.Proxies.Acme;

/// <summary>
/// One order from its beginning, or from where a former run left it, to the certificate (RFC 8555, 7.4):
/// <code>
/// new order ► pending ─(1 prove each name)─► ready ─(2 finalize)─► processing ─(3 wait)─► valid ─(4 download)─► certificate
///                └──────── invalid ────────────┴──────────────────────┘
/// </code>
/// </summary>
internal sealed class OrderRun(AcmeSession session, AcmeSigner signer, OrderStore orders, AcmeOptions options, TimeProvider time)
{
    public async Task<IssuedCertificate> RunAsync(CertificateOrder wanted, IReadOnlyList<IChallengeSolver> solvers, CancellationToken cancellationToken)
    {
        var doing = $"A certificate for {string.Join(", ", wanted.Names)}";
        var (pending, order) = await ResumeAsync(doing, wanted, cancellationToken) ?? await BeginAsync(doing, wanted, cancellationToken);
        try
        {
            if (order.Status == "pending")
            {
                await new OrderProof(session, signer, options, time).RunAsync(order, solvers, cancellationToken); // 1
                order = await WaitAsync(doing, pending.Url, "pending", cancellationToken);
            }

            if (order.Status == "ready")
            {
                order = await FinalizeAsync(doing, pending, order, cancellationToken); // 2
            }

            if (order.Status == "processing")
            {
                order = await WaitAsync(doing, pending.Url, "processing", cancellationToken); // 3
            }

            if (order is not { Status: "valid", Certificate: { } url })
            {
                throw AcmeProblems.ToException(doing, order.Error ?? new ProblemResource { Detail = $"the order is {order.Status}" });
            }

            var issued = await DownloadAsync(doing, pending, url, cancellationToken); // 4
            orders.Delete(wanted.Names);
            return issued;
        }
        catch (ProviderException e) when (e.Reason is not ErrorReason.Transient || order.Status == "invalid")
        {
            orders.Delete(wanted.Names);
            throw;
        }
    }

    private async Task<(PendingOrder Pending, OrderResource Order)?> ResumeAsync(string doing, CertificateOrder wanted, CancellationToken cancellationToken)
    {
        if (orders.Find(wanted.Names) is not { } pending)
        {
            return null;
        }

        try
        {
            var order = await FetchAsync(doing, pending.Url, AcmeJsonContext.Default.OrderResource, cancellationToken);
            if (order.Value.Status is not "invalid")
            {
                return (pending, order.Value);
            }
        }
        catch (ProviderException e) when (e.Reason is ErrorReason.NotFound or ErrorReason.Denied or ErrorReason.Invalid)
        {
            // It ran out, or belonged to an account that is gone.
        }

        orders.Delete(wanted.Names);
        return null;
    }

    private async Task<(PendingOrder Pending, OrderResource Order)> BeginAsync(string doing, CertificateOrder wanted, CancellationToken cancellationToken)
    {
        var directory = await session.GetDirectoryAsync(cancellationToken);
        CheckProfile(directory.Meta.Profiles);
        var reply = await session.PostAsync(
            doing, signer, directory.NewOrder, OrderRequests.WriteOrder(wanted, options.Profile, directory.RenewalInfo is not null),
            AcmeJsonContext.Default.OrderResource, cancellationToken);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pending = new PendingOrder
        {
            Directory = options.Directory,
            Url = reply.Location ?? throw new ProviderException(ErrorReason.Transient, $"{doing} was ordered, but the certificate authority does not say where the order is."),
            Names = wanted.Names,
            KeyPem = key.ExportPkcs8PrivateKeyPem() + "\n",
        };
        orders.Set(pending);
        return (pending, reply.Value);
    }

    private async Task<OrderResource> FinalizeAsync(string doing, PendingOrder pending, OrderResource order, CancellationToken cancellationToken)
    {
        var url = order.Finalize ?? throw new ProviderException(ErrorReason.Transient, $"{doing}: the certificate authority does not say where the order is finalized.");
        var reply = await session.PostAsync(
            doing, signer, url, OrderRequests.WriteFinalize(pending), AcmeJsonContext.Default.OrderResource, cancellationToken);
        return reply.Value;
    }

    private Task<OrderResource> WaitAsync(string doing, Uri url, string status, CancellationToken cancellationToken) =>
        new AcmePoll(options.Patience, time).UntilAsync(
            doing,
            () => FetchAsync(doing, url, AcmeJsonContext.Default.OrderResource, cancellationToken),
            order => order.Status != status,
            cancellationToken);

    private void CheckProfile(IReadOnlyDictionary<string, string> profiles)
    {
        if (options.Profile is { } profile && !profiles.ContainsKey(profile))
        {
            var offered = profiles.Count > 0 ? $"it offers {string.Join(", ", profiles.Keys)}" : "it offers none";
            throw new ProviderException(ErrorReason.Invalid, $"{options.Directory.Host} does not know the profile \"{profile}\"; {offered}.") { Field = "profile" };
        }
    }

    private async Task<IssuedCertificate> DownloadAsync(string doing, PendingOrder pending, Uri url, CancellationToken cancellationToken)
    {
        var reply = await session.GetChainAsync(doing, signer, url, cancellationToken);
        var chain = reply.Value;
        if (options.PreferredChain is { } preferred && !CertificateChains.EndsIn(chain, preferred))
        {
            foreach (var alternate in reply.Alternates)
            {
                var other = (await session.GetChainAsync(doing, signer, alternate, cancellationToken)).Value;
                if (CertificateChains.EndsIn(other, preferred))
                {
                    chain = other;
                    break;
                }
            }
        }

        return CertificateChains.Accept(doing, chain, pending);
    }

    private Task<AcmeReply<T>> FetchAsync<T>(string doing, Uri url, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        session.PostAsync(doing, signer, url, [], type, cancellationToken);
}
