using System.Globalization;
using Reeve.AspNetCore.Clusters.Routes;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.Host.Edge.Routes;
using Reeve.Host.Edge.Wire;
using Reeve.Runtime.Clusters.Tenants;

namespace Reeve.Host.Edge.Provisions;

/// <summary>
/// <c>/v1/provision</c> and <c>/v1/destroy</c>. What can be known before is checked of all entries first: nothing is begun where one is wrong. Then each
/// goes its own way.
/// </summary>
/// <param name="provisions">The clusters; null where none can be made.</param>
internal sealed class ProvisionCalls(IEdgeProvisions? provisions)
{
    /// <summary>The kind of clusters that can be asked for.</summary>
    public const string Kind = "kubernetes-mini-openstack";

    private const int MostAtOnce = 32;

    /// <summary>Makes clusters.</summary>
    public async Task ProvisionAsync(ApiCall call)
    {
        var (request, clusters) = await ReadAsync(call);
        await SideBySideAsync(request.Provisions, one => clusters.CheckAsync(one, call.Aborted));

        await EachAsync(call, request, one => clusters.CreateAsync(one, call.Caller.ToString(), call.Aborted));
    }

    /// <summary>Removes clusters.</summary>
    public async Task DestroyAsync(ApiCall call)
    {
        var (request, clusters) = await ReadAsync(call);
        await EachAsync(call, request, one => clusters.DestroyAsync(one, call.Caller.ToString(), call.Aborted));
    }

    private async Task<(ProvisionRequest Request, IEdgeProvisions Clusters)> ReadAsync(ApiCall call)
    {
        var request = await EdgeBody.ReadAsync<ProvisionRequest>(call);
        if (request.Provisions.Count == 0)
        {
            throw EdgeBody.Invalid("provisions", "must have an entry");
        }

        var seen = new HashSet<(string Tenant, string Name)>();
        for (var i = 0; i < request.Provisions.Count; i++)
        {
            var (one, field) = (request.Provisions[i], $"provisions[{i}]");
            if (one.Kind != Kind)
            {
                throw EdgeBody.Invalid($"{field}.kind", $"makes it an invalid request of kind, {one.Kind}; {Kind} is known");
            }

            foreach (var (name, value) in new[] { ("name", one.Name), ("tenant", one.Tenant) })
            {
                if (value.Length == 0)
                {
                    throw EdgeBody.Invalid($"{field}.{name}", "must be there");
                }
            }

            if (!call.Caller.Sees(ClusterKey.TenantOf(one.Tenant)))
            {
                throw TenantScope.Missing("tenant", one.Tenant);
            }

            foreach (var (name, problem) in ProvisionFields.Problems(one))
            {
                throw EdgeBody.Invalid($"{field}.{name}", problem);
            }

            if (!seen.Add((one.Tenant, one.Name)))
            {
                throw EdgeBody.Invalid($"{field}.name", $"is {one.Name}, as that of another entry of the tenant");
            }
        }

        return (request, provisions ?? throw new ApiException(RpcCode.FailedPrecondition, "Clusters cannot be made here: there is no provisioner of the type openstack, or no flavor of clusters."));
    }

    /// <summary>Does something for each of many: a provisioner looks once for those that come together.</summary>
    /// <returns>Ends after all; of failures, with that of the first in their order.</returns>
    private static async Task SideBySideAsync<T>(IReadOnlyList<T> many, Func<T, Task> action)
    {
        using var places = new SemaphoreSlim(MostAtOnce);
        await Task.WhenAll(many.Select(async one =>
        {
            await places.WaitAsync();
            try
            {
                await action(one);
            }
            finally
            {
                places.Release();
            }
        }));
    }

    private static async Task EachAsync(ApiCall call, ProvisionRequest request, Func<Provision, Task> begin)
    {
        var answer = new ProvisionResponse { Message = request.Message };
        answer.Results.AddRange(request.Provisions.Select(one => new Result { Name = $"{one.Name}.{one.Tenant}" }));
        await SideBySideAsync([.. request.Provisions.Zip(answer.Results)], async one =>
        {
            try
            {
                await begin(one.First);
            }
            catch (Exception exception) when (request.Provisions.Count > 1 && ApiFailures.Of(exception) is { } failure)
            {
                // Others have begun already: the answer says of each what became of it.
                one.Second.Status = failure.Message;
            }
        });
        var failures = answer.Results.Count(static result => result.Status.Length > 0);

        if (request.Provisions.Count == 1)
        {
            answer.Results.Clear();
        }

        // Clients look for OK anywhere in the answer: it is there only if all is well.
        answer.Status = failures == 0 ? EdgeBody.Ok : string.Create(CultureInfo.InvariantCulture, $"{failures} of {request.Provisions.Count} refused");
        foreach (var result in answer.Results.Where(static result => result.Status.Length == 0))
        {
            result.Status = failures == 0 ? EdgeBody.Ok : "accepted";
        }

        await EdgeBody.WriteAsync(call, answer);
    }
}
