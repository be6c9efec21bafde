namespace Reeve.Runtime.Tests.Engine.Logs;

/// <summary>The agent dies here.</summary>
internal sealed class AgentKilledException : Exception;
