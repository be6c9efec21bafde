using System.Text.Json.Serialization.Metadata;
using Reeve.Runtime.Proxies.Acme.Challenges;
using Reeve.Runtime.Proxies.Acme.Resources;

namespace Reeve.Runtime.Proxies.Acme;

/// <summary>Shows the authority that the names of an order are one's own (RFC 8555, 7.5).</summary>
internal sealed class OrderProof(AcmeSession session, AcmeSigner signer, AcmeOptions options, TimeProvider time)
{
    /// <summary>Shows what is not known yet: everything is shown, then the authority looks, then nothing is shown any more.</summary>
    public async Task RunAsync(OrderResource order, IReadOnlyList<IChallengeSolver> solvers, CancellationToken cancellationToken)
    {
        var tasks = new List<ProofTask>();
        foreach (var url in order.Authorizations)
        {
            var authorization = await FetchAsync("An authorization", url, AcmeJsonContext.Default.AuthorizationResource, cancellationToken);
            if (authorization.Value.Status != "valid")
            {
                tasks.Add(ProofTask.Of(url, authorization.Value, solvers, signer.Key));
            }
        }

        var shown = new List<ProofTask>();
        try
        {
            foreach (var task in tasks)
            {
                shown.Add(task);
                await task.Solver.PresentAsync(task.Challenge, cancellationToken);
            }

            foreach (var task in tasks.Where(static task => task.Resource.Status == "pending"))
            {
                await session.PostAsync(task.Doing, signer, task.Resource.Url, "{}"u8.ToArray(), AcmeJsonContext.Default.ChallengeResource, cancellationToken);
            }

            foreach (var task in tasks)
            {
                await WaitAsync(task, cancellationToken);
            }
        }
        finally
        {
            foreach (var task in shown)
            {
                await task.Solver.WithdrawAsync(task.Challenge, CancellationToken.None);
            }
        }
    }

    private async Task WaitAsync(ProofTask task, CancellationToken cancellationToken)
    {
        var authorization = await new AcmePoll(options.Patience, time).UntilAsync(
            task.Doing,
            () => FetchAsync(task.Doing, task.Authorization, AcmeJsonContext.Default.AuthorizationResource, cancellationToken),
            static authorization => authorization.Status is not "pending",
            cancellationToken);
        if (authorization.Status != "valid")
        {
            var problem = authorization.Challenges.FirstOrDefault(challenge => challenge.Error is not null)?.Error;
            throw AcmeProblems.ToException(task.Doing, problem ?? new ProblemResource { Detail = $"the authorization is {authorization.Status}" });
        }
    }

    private Task<AcmeReply<T>> FetchAsync<T>(string doing, Uri url, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        session.PostAsync(doing, signer, url, [], type, cancellationToken);
}
