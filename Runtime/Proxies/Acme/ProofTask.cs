using Reeve.Runtime.Proxies.Acme.Challenges;
using Reeve.Runtime.Proxies.Acme.Resources;
using Reeve.Runtime.Proxies.Acme.Signing;

namespace Reeve.Runtime.Proxies.Acme;

/// <summary>One name that is to be shown to be one's own, and how.</summary>
internal sealed record ProofTask
{
    public required Uri Authorization { get; init; }

    public required ChallengeResource Resource { get; init; }

    public required Challenge Challenge { get; init; }

    public required IChallengeSolver Solver { get; init; }

    public string Doing => $"The proof that {Challenge.Name} is served here";

    /// <summary>Chooses the first solver that answers a challenge which the authority offers for the name.</summary>
    public static ProofTask Of(Uri url, AuthorizationResource authorization, IReadOnlyList<IChallengeSolver> solvers, AccountKey key)
    {
        foreach (var solver in solvers)
        {
            if (authorization.Challenges.FirstOrDefault(challenge => challenge.Type == TypeOf(solver.Kind)) is { } resource)
            {
                return new ProofTask
                {
                    Authorization = url,
                    Resource = resource,
                    Solver = solver,
                    Challenge = new Challenge
                    {
                        Kind = solver.Kind,
                        Name = authorization.Identifier.Value,
                        Token = resource.Token,
                        KeyAuthorization = key.Authorize(resource.Token),
                    },
                };
            }
        }

        var name = authorization.Wildcard ? $"*.{authorization.Identifier.Value}" : authorization.Identifier.Value;
        var way = authorization.Wildcard ? " A wildcard needs a challenge by DNS: configure a DNS provider." : "";
        throw new ProviderException(
            ErrorReason.Invalid,
            $"The certificate authority offers {string.Join(", ", authorization.Challenges.Select(challenge => challenge.Type))} for {name}, "
            + $"but here is {(solvers.Count == 0 ? "nothing" : string.Join(", ", solvers.Select(solver => TypeOf(solver.Kind))))}.{way}");
    }

    private static string TypeOf(ChallengeKind kind) => kind switch
    {
        ChallengeKind.Http => "http-01",
        ChallengeKind.TlsAlpn => "tls-alpn-01",
        ChallengeKind.Dns => "dns-01",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No kind of challenge."),
    };
}
