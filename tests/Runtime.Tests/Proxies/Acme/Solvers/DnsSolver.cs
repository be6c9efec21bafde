using Reeve.Runtime.Proxies.Acme.Challenges;
using Reeve.Testing.Pebble;

namespace Reeve.Runtime.Tests.Proxies.Acme.Solvers;

/// <summary>Answers dns-01 by records of pebble's DNS server.</summary>
internal sealed class DnsSolver(PebbleServer pebble) : IChallengeSolver
{
    public ChallengeKind Kind => ChallengeKind.Dns;

    public Task PresentAsync(Challenge challenge, CancellationToken cancellationToken) => pebble.SetTextAsync(challenge.DnsName, challenge.DnsText);

    public Task WithdrawAsync(Challenge challenge, CancellationToken cancellationToken) => pebble.ClearTextAsync(challenge.DnsName);
}
