namespace Reeve.Runtime.Engine.Planning;

/// <summary>Writes <c>status.containerID</c>.</summary>
internal static class BackendIds
{
    public static string Of(ContainerId id, string? backendId, string runtimeName) => $"{runtimeName}://{backendId ?? id.Token}";
}
