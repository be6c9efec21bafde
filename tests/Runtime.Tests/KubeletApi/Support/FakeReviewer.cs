using System.Collections.Concurrent;
using Reeve.Kubernetes;
using Reeve.Runtime.KubeletApi.Authentication;

namespace Reeve.Runtime.Tests.KubeletApi.Support;

/// <summary>Knows tokens (<c>token-of-NAME</c>) and rights.</summary>
internal sealed class FakeReviewer : IReviewer
{
    /// <summary>What was asked about tokens.</summary>
    public ConcurrentQueue<string> Tokens { get; } = new();

    /// <summary>What was asked about rights, as <c>user verb subresource</c>.</summary>
    public ConcurrentQueue<string> Accesses { get; } = new();

    /// <summary>Whether something is allowed.</summary>
    public Func<SubjectAccessReviewSpec, bool> Allows { get; set; } = static _ => true;

    /// <summary>What every review fails with.</summary>
    public Exception? Failure { get; set; }

    public Task<TokenReviewStatus> ReviewTokenAsync(string token, CancellationToken cancellationToken)
    {
        Tokens.Enqueue(token);
        return Failure is not null ? Task.FromException<TokenReviewStatus>(Failure)
            : Task.FromResult(token.StartsWith("token-of-", StringComparison.Ordinal)
                ? new TokenReviewStatus { Authenticated = true, User = new UserInfo { Username = token["token-of-".Length..], Groups = ["people"] } }
                : new TokenReviewStatus { Authenticated = false });
    }

    public Task<SubjectAccessReviewStatus> ReviewAccessAsync(SubjectAccessReviewSpec access, CancellationToken cancellationToken)
    {
        Accesses.Enqueue($"{access.User} {access.ResourceAttributes!.Verb} {access.ResourceAttributes.Subresource}");
        return Failure is not null ? Task.FromException<SubjectAccessReviewStatus>(Failure)
            : Task.FromResult(new SubjectAccessReviewStatus { Allowed = Allows(access) });
    }
}
