namespace Reeve.Benchmarks.Agents;

/// <summary>
/// Tells when it is worth looking whether all containers run. Looking reads every process of the machine, which takes processors
/// from the agent that is being measured; the number of threads of the machine costs nothing, but is only a sign: others start
/// and end threads as well.
/// </summary>
/// <param name="before">How many threads the machine had before.</param>
/// <param name="pods">How many pods of one container are being started.</param>
internal sealed class ArrivalSign(int before, int pods)
{
    // The supervisor and the program.
    private const int ThreadsOfPod = 2;

    // Threads of the agent's pool that end meanwhile: the containers that they stand for begin in the time that follows a sign.
    private const int Ended = 40;

    /// <summary>When to look although the sign has not come: something else on the machine may have ended.</summary>
    public static TimeSpan Latest { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether it is worth it.</summary>
    /// <param name="threads">How many threads the machine has now.</param>
    /// <param name="passed">The time since the start of the pods was asked for.</param>
    public bool IsGiven(int threads, TimeSpan passed) => threads - before >= (ThreadsOfPod * pods) - Ended || passed >= Latest;
}
