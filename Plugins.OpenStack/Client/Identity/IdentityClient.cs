using System.Text.Json;
using Reeve.Plugins.OpenStack.Client.Http;
using Reeve.Plugins.OpenStack.Client.Resources;

namespace Reeve.Plugins.OpenStack.Client.Identity;

/// <summary>Keystone. Thread-safe.</summary>
internal sealed class IdentityClient(ServiceClient service) : IIdentity
{
    /// <inheritdoc/>
    public IResources<Project, ProjectCreate> Projects { get; } = new ResourceClient<Project, ProjectCreate>(service, new()
    {
        Path = "projects",
        Plural = "projects",
        Singular = "project",
        Read = CloudJson.Default.Project,
        Write = CloudJson.Default.ProjectCreate,
        NameOf = project => project.Name,
    });

    /// <inheritdoc/>
    public IResources<ApplicationCredential, ApplicationCredentialCreate> ApplicationCredentials { get; } = new OwnResourceClient<ApplicationCredential, ApplicationCredentialCreate>(service, new()
    {
        Path = "application_credentials",
        Plural = "application_credentials",
        Singular = "application_credential",
        Read = CloudJson.Default.ApplicationCredential,
        Write = CloudJson.Default.ApplicationCredentialCreate,
        NameOf = credential => credential.Name,
    });

    /// <inheritdoc/>
    public IResources<Trust, TrustCreate> Trusts { get; } = new ResourceClient<Trust, TrustCreate>(service, new()
    {
        Path = "OS-TRUST/trusts",
        Plural = "trusts",
        Singular = "trust",
        Read = CloudJson.Default.Trust,
        Write = CloudJson.Default.TrustCreate,
    });

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Project>> OwnProjectsAsync(CancellationToken cancellationToken)
    {
        var found = await service.ListAsync("auth/projects", "projects", cancellationToken);
        return [.. found.Select(item => item.Deserialize(CloudJson.Default.Project)!)];
    }
}
