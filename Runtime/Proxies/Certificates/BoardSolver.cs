using Reeve.Runtime.Proxies.Acme.Challenges;

namespace Reeve.Runtime.Proxies.Certificates;

/// <summary>Answers challenges by what the proxy itself serves.</summary>
/// <param name="kind">http-01 or tls-alpn-01.</param>
/// <param name="board">What is shown.</param>
/// <param name="publish">Has the proxy serve it.</param>
internal sealed class BoardSolver(ChallengeKind kind, ChallengeBoard board, Func<CancellationToken, Task> publish) : IChallengeSolver
{
    public ChallengeKind Kind => kind;

    public Task PresentAsync(Challenge challenge, CancellationToken cancellationToken) =>
        board.Add(challenge) ? publish(cancellationToken) : Task.CompletedTask;

    public Task WithdrawAsync(Challenge challenge, CancellationToken cancellationToken) =>
        board.Remove(challenge) ? publish(cancellationToken) : Task.CompletedTask;
}
