using Reeve.Runtime.Proxies.Acme.Challenges;

namespace Reeve.Runtime.Proxies.Dns;

/// <summary>Answers dns-01 by records of a zone.</summary>
/// <param name="provider">Changes the zone.</param>
public sealed class DnsSolver(IDnsProvider provider) : IChallengeSolver
{
    /// <inheritdoc/>
    public ChallengeKind Kind => ChallengeKind.Dns;

    /// <inheritdoc/>
    public Task PresentAsync(Challenge challenge, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(challenge);
        return provider.AddTextAsync(challenge.DnsName, challenge.DnsText, cancellationToken);
    }

    /// <inheritdoc/>
    public Task WithdrawAsync(Challenge challenge, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(challenge);
        return provider.RemoveTextAsync(challenge.DnsName, challenge.DnsText, cancellationToken);
    }
}
