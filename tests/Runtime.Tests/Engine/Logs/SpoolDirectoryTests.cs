namespace Reeve.Runtime.Tests.Engine.Logs;

/// <summary>All that holds for logs with their spools in a directory of their own, as the agent lays them out.</summary>
public sealed class SpoolDirectoryTests() : ContainerLogsTests("spools");
