namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Names in the body of a step that makes a server.</summary>
internal static class ServerBody
{
    public const string UserData = "userData";
    public const string ServerGroup = "serverGroup";
    public const string Metadata = "metadata";
    public const string Networks = "networks";
    public const string Port = "port";
}
