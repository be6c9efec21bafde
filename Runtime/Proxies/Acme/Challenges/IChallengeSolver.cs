namespace Reeve.Runtime.Proxies.Acme.Challenges;

/// <summary>Shows a certificate authority what it wants to see. Implementations are thread-safe.</summary>
public interface IChallengeSolver
{
    /// <summary>The kind of challenges that it answers.</summary>
    ChallengeKind Kind { get; }

    /// <summary>Shows the answer. Returns once everybody who asks sees it. Again for the same challenge: nothing changes.</summary>
    /// <param name="challenge">The challenge.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException">It cannot be shown.</exception>
    Task PresentAsync(Challenge challenge, CancellationToken cancellationToken);

    /// <summary>Shows it no longer; one that is not shown is fine.</summary>
    /// <param name="challenge">The challenge.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task WithdrawAsync(Challenge challenge, CancellationToken cancellationToken);
}
