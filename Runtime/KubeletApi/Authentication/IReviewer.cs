using Reeve.Kubernetes;

namespace Reeve.Runtime.KubeletApi.Authentication;

/// <summary>Knows tokens and rights.</summary>
internal interface IReviewer
{
    /// <summary>Whose token it is.</summary>
    Task<TokenReviewStatus> ReviewTokenAsync(string token, CancellationToken cancellationToken);

    /// <summary>Whether a user may do something.</summary>
    Task<SubjectAccessReviewStatus> ReviewAccessAsync(SubjectAccessReviewSpec access, CancellationToken cancellationToken);
}
