using Microsoft.AspNetCore.Http;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Http;
using Reeve.Runtime.Kubernetes.Resources;

namespace Reeve.Runtime.KubeletApi.Authentication;

/// <summary>Asks the API server, so often and no oftener.</summary>
internal sealed class ApiReviewer(IKubernetesApi api, TokenBucket budget) : IReviewer
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    public async Task<TokenReviewStatus> ReviewTokenAsync(string token, CancellationToken cancellationToken) =>
        (await AskAsync(ApiResources.TokenReviews, new TokenReview { Spec = new() { Token = token } }, cancellationToken)).Status;

    public async Task<SubjectAccessReviewStatus> ReviewAccessAsync(SubjectAccessReviewSpec access, CancellationToken cancellationToken) =>
        (await AskAsync(ApiResources.SubjectAccessReviews, new SubjectAccessReview { Spec = access }, cancellationToken)).Status;

    private async Task<T> AskAsync<T>(KubernetesResource<T> resource, T review, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new()
    {
        if (!budget.TryTake())
        {
            throw new KubeletException(StatusCodes.Status429TooManyRequests, "Too many requests have to be checked; try again later.")
            {
                Headers = [new("Retry-After", "1")],
            };
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        try
        {
            return await api.CreateAsync(resource, review, deadline.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new KubernetesApiException("The API server did not review the request in time.", new Status(), inner: e);
        }
    }
}
