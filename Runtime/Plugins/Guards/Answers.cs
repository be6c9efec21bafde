namespace Reeve.Runtime.Plugins.Guards;

/// <summary>Gives calls without a result one, so that all calls go one way.</summary>
internal static class Answers
{
    public static async Task<bool> Answered(this Task task)
    {
        await task;
        return true;
    }
}
