using Reeve.Runtime.Proxies.Acme.Challenges;

namespace Reeve.Runtime.Tests.Proxies.Acme.Solvers;

/// <summary>Shows nothing until it is given up.</summary>
internal sealed class StuckSolver : IChallengeSolver
{
    private readonly TaskCompletionSource _shown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ChallengeKind Kind => ChallengeKind.Http;

    /// <summary>Ends when something is to be shown.</summary>
    public Task Shown => _shown.Task;

    public Task PresentAsync(Challenge challenge, CancellationToken cancellationToken)
    {
        _shown.TrySetResult();
        return Task.Delay(Timeout.Infinite, cancellationToken);
    }

    public Task WithdrawAsync(Challenge challenge, CancellationToken cancellationToken) => Task.CompletedTask;
}
