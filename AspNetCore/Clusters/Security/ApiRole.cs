namespace Reeve.AspNetCore.Clusters.Security;

/// <summary>What a caller may do; each may do what those before it may.</summary>
internal enum ApiRole
{
    /// <summary>Nothing but what everybody may: the API's own description.</summary>
    None = 0,

    /// <summary>Look at clusters, operations, the audit trail and metrics.</summary>
    Read,

    /// <summary>Create, change, upgrade and delete clusters.</summary>
    Operate,

    /// <summary>Get kubeconfigs, change plugins.</summary>
    Admin,
}
