using Reeve.Plugins.OpenStack.Client.Resources;

namespace Reeve.Plugins.OpenStack.Client.Identity;

/// <summary>Keystone.</summary>
internal interface IIdentity
{
    /// <summary>Projects; for administrators.</summary>
    IResources<Project, ProjectCreate> Projects { get; }

    /// <summary>The user's own application credentials.</summary>
    IResources<ApplicationCredential, ApplicationCredentialCreate> ApplicationCredentials { get; }

    /// <summary>Trusts. To list them all is for administrators: say whose with <c>trustor_user_id</c> or <c>trustee_user_id</c>.</summary>
    IResources<Trust, TrustCreate> Trusts { get; }

    /// <summary>The projects that the user may act in.</summary>
    Task<IReadOnlyList<Project>> OwnProjectsAsync(CancellationToken cancellationToken);
}
