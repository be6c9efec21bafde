using Reeve.Runtime.Proxies.Acme;
using Reeve.Runtime.Proxies.Acme.Challenges;

namespace Reeve.Runtime.Tests.Proxies.Certificates;

/// <summary>An authority that fails and advises as it is told: what a real one can't be made to do.</summary>
internal sealed class FakeIssuer(TimeProvider time, TimeSpan life) : ICertificateIssuer
{
    /// <summary>When certificates were asked for, and what for.</summary>
    public List<(DateTimeOffset At, CertificateOrder Order)> Orders { get; } = [];

    /// <summary>Thrown instead of an answer.</summary>
    public ProviderException? Failure { get; set; }

    /// <summary>Given as advice.</summary>
    public RenewalAdvice? Advice { get; set; }

    /// <summary>What it does while it looks for its proof.</summary>
    public Func<IChallengeSolver, Task> Look { get; set; } = static _ => Task.CompletedTask;

    public async Task<IssuedCertificate> IssueAsync(CertificateOrder order, IReadOnlyList<IChallengeSolver> solvers, CancellationToken cancellationToken)
    {
        Orders.Add((time.GetUtcNow(), order));
        if (Failure is { } failure)
        {
            throw failure;
        }

        await Look(solvers[0]);
        return Certificate.Create(time.GetUtcNow(), life, [.. order.Names]);
    }

    public Task<RenewalAdvice?> GetRenewalAdviceAsync(string chainPem, CancellationToken cancellationToken) => Task.FromResult(Advice);
}
